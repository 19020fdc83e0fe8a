# The table with its second header row of HXL tags left out
base <- "http://localhost:3000"
reports <- read.csv(paste0(base, "/exports/reports.csv?hxl=false"))
print(table(reports$hazard, reports$level))
