-- Who is forgotten takes all letters along and leaves the cards: both are found by the citizen, however long ago they were sent.
create index outbox_of_citizen on outbox (citizen, id);
create index cards_citizen on cards (citizen) where citizen is not null;
