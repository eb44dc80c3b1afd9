-- How the voice went: over a telephone line, or into the visitor's page. All calls of before went over a line.
alter table calls add column route text not null default 'phone';
