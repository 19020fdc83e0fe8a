# In the Python console of QGIS; the same by hand: Layer > Add Layer > Add WFS / OGC API - Features Layer
from qgis.core import QgsProject, QgsVectorLayer

address = "url='http://localhost:3000' typename='reports' restrictToRequestBBOX='1'"
layer = QgsVectorLayer(address, "Reports", "OAPIF")
assert layer.isValid(), layer.error().message()
QgsProject.instance().addMapLayer(layer)
print(layer.featureCount(), [field.name() for field in layer.fields()])
