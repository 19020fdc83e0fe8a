# Live floods as a table: install.packages("jsonlite")
library(jsonlite)

base <- "http://localhost:3000"
answer <- fromJSON(paste0(base, "/reports?disaster=flood&geoformat=geojson"), flatten = TRUE)
floods <- answer$result$features
print(floods[, c("properties.pkey", "properties.created_at", "properties.report_data.flood_depth")])
