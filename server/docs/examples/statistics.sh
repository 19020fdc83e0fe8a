# Floods of the last 30 days, by day and level, as a table
curl --fail --silent 'http://localhost:3000/api/statistics.csv?by=day,level&hazard=flood'
