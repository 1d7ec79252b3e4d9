-- What rules about funding and pay need to know of people and hosts.

ALTER TABLE hosts ADD COLUMN living_wage_apprentices INTEGER CHECK (living_wage_apprentices IN (0, 1));

ALTER TABLE apprentices ADD COLUMN prior_learning_hours INTEGER CHECK (prior_learning_hours >= 0);
ALTER TABLE apprentices ADD COLUMN training_plan_on TEXT
    CHECK (training_plan_on IS date(training_plan_on, '0 days'));
ALTER TABLE apprentices ADD COLUMN english_maths_on TEXT
    CHECK (english_maths_on IS date(english_maths_on, '0 days'));
ALTER TABLE apprentices ADD COLUMN support TEXT NOT NULL DEFAULT '';
ALTER TABLE apprentices ADD COLUMN portable INTEGER CHECK (portable IN (0, 1));
ALTER TABLE apprentices ADD COLUMN days_a_week TEXT
    CHECK (days_a_week GLOB '[0-9]*' AND days_a_week NOT GLOB '*[^0-9.]*');
