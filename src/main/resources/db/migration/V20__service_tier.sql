-- The service tier in which the provider says that it served an attempt, as price lists name it; null when it did not say.
ALTER TABLE attempt ADD COLUMN service_tier text;
