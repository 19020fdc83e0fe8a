# Floods that are open, as JSON and as XML
curl --fail --silent 'http://localhost:3000/open311/v2/requests.json?service_code=flood&status=open'
curl --fail --silent 'http://localhost:3000/open311/v2/requests.xml?service_code=flood&status=open'

# Send one
curl --fail --silent 'http://localhost:3000/open311/v2/requests.json' \
  --data-urlencode 'service_code=flood' \
  --data-urlencode 'lat=-6.2607' --data-urlencode 'long=106.8166' \
  --data-urlencode 'attribute[depth]=50' \
  --data-urlencode 'description=Banjir di depan pasar'
