# Verified floods in Jakarta as they stood at the end of 2025, as a table; --compressed asks for gzip
curl --fail --silent --compressed --output floods.csv \
  'http://localhost:3000/exports/reports.csv?hazard=flood&region=ID-JK&state=verified&as_of=2026-01-01T00:00:00Z'
wc -l floods.csv

# Everything as FlatGeobuf, which QGIS and GDAL open at once
curl --fail --silent --output reports.fgb 'http://localhost:3000/exports/reports.fgb'
ogrinfo -so -al reports.fgb
