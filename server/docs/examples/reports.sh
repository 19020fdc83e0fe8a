# Live reports of Jakarta as GeoJSON
curl --fail --silent --compressed \
  'http://localhost:3000/reports?admin=ID-JK&geoformat=geojson'
