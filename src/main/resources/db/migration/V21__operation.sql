-- Adding a column that may be null changes no row that is there.
ALTER TABLE call ADD COLUMN operation text;
COMMENT ON COLUMN call.operation IS 'what the model was asked to do, such as chat; null when the request could not be read, and for calls from before this column';
