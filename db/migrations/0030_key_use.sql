-- What programs with a key have asked of the open doors, by day (UTC). `cost`: in the pages of server/fair-share.ts.
create table key_use (
  key uuid not null references service_keys on delete cascade,
  day date not null,
  requests bigint not null,
  cost double precision not null,
  primary key (key, day)
);
