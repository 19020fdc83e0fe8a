# Floods as simple features, ready for a map: install.packages("sf")
library(sf)

base <- "http://localhost:3000"
floods <- st_read(paste0(base, "/collections/reports/items?hazard=flood&limit=1000&f=json"))
print(table(floods$level, floods$state))
plot(floods["level"])
