-- Colleagues who have left and were erased (docs/adr/0052): the number by which reports still tell them apart.
alter table agents add column former_number integer unique;

-- What is still to go of a colleague, beside `person`: a hub that does not know of it leaves such a row alone.
alter table erasures add column former jsonb;
