-- Imported areas are found by a name that is only nearly right.
create index areas_key on areas using gin (regexp_replace(lower(name), '[^a-z0-9]', '', 'g') gin_trgm_ops);
