# Floods that are moderate or worse around Jakarta, with any property as a filter
curl --fail --silent --get 'http://localhost:3000/collections/reports/items' \
  --data-urlencode "filter=hazard = 'flood' AND level >= 2" \
  --data-urlencode 'bbox=106.6,-6.4,107,-6' \
  --data-urlencode 'limit=1000'

# Everything since 2020 into a GeoPackage, with GDAL
ogr2ogr -oo PAGE_SIZE=1000 -where "at >= '2020-01-01T00:00:00Z'" \
  reports.gpkg 'OAPIF:http://localhost:3000' reports
