-- Reports that wait for an officer's look stand at the desk as long as they would stand on the map.
create index reports_held on reports (expires_at, id) where state = 'held';

-- What a photo looks like, in 64 bits: pictures that look the same differ in few of them. `report` is the first that showed it.
create table photo_prints (
  name text primary key,
  print bit(64) not null,
  at timestamptz not null,
  report uuid references reports
);
create index photo_prints_at on photo_prints (at);
