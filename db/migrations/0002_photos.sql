-- A report has several photos; the first is the one that programs which know one alone are shown.
alter table reports add photos text[] not null default '{}';
update reports set photos = array[photo] where photo is not null;
alter table reports drop photo;

-- Photos of an album, which a channel delivers one by one: whoever reports with one of them reports with all.
create table album_photos (
  name text primary key,
  channel text not null,
  album text not null,
  at timestamptz not null
);
create index album_photos_album on album_photos (channel, album);
