-- What is wrong with a provider's figures of usage: words, joined by commas; null when nothing is.
ALTER TABLE call ADD COLUMN usage_marks text;
ALTER TABLE attempt ADD COLUMN usage_marks text;
