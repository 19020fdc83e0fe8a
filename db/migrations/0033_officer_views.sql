-- Views of the desk that an officer keeps under a name: filters and place as they stand in the page's address, from the hash on.
create table officer_views (
  officer uuid not null references officers on delete cascade,
  name text not null,
  address text not null,
  saved_at timestamptz not null,
  primary key (officer, name)
);
