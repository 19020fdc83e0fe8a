# How many reports came in each hour of a day
curl --fail --silent \
  'http://localhost:3000/reports/timeseries?start=2020-02-25T00:00:00Z&end=2020-02-25T23:59:59Z'
