-- Whose photo a name is: asked for every photo that is shown.
create index reports_photos on reports using gin (photos) where photos <> '{}';
