-- The figures of every school and grade, by month and over the year, from the tables of the store (docs/store.md).
-- Names behind a dollar sign are put in by roll_store.py; what each figure means stands in result.py. Every step is a table of its own:
-- numbers in place of texts, so that 200 million student-days pass through two cores in seconds.

CREATE TEMP TABLE class AS
SELECT row_number() OVER () AS class_id, * FROM (
    SELECT school, school_year, grade, class FROM calendar UNION SELECT school, school_year, grade, class FROM enrolment
);

CREATE TEMP TABLE school_no AS
SELECT row_number() OVER (ORDER BY school, school_year) AS no, school, school_year
FROM (SELECT DISTINCT school, school_year FROM class);

CREATE TEMP TABLE child AS
SELECT row_number() OVER () AS child, s.no, c.class_id, c.grade, e.* EXCLUDE (grade, class)
FROM (SELECT school, school_year, pupil, any_value(grade) AS grade, any_value(class) AS class, count(first_day) AS spans,
    any_value(previous_year_absences) AS before FROM enrolment GROUP BY ALL) e
JOIN class c USING (school, school_year, grade, class) JOIN school_no s USING (school, school_year);

CREATE TEMP TABLE span AS
SELECT c.child, c.no, c.grade, c.class_id, c.spans, e.first_day, e.last_day
FROM enrolment e JOIN child c USING (school, school_year, pupil);

-- 授業日 of each class in their order, and who belongs to it on each of them
CREATE TEMP TABLE class_day AS
WITH begun AS (SELECT class_id, first_day AS date, count(*) AS n FROM span GROUP BY ALL),
ended AS (SELECT class_id, last_day AS date, count(*) AS n FROM span GROUP BY ALL)
SELECT c.class_id, s.no, c.grade, k.date, year(k.date) * 100 + month(k.date) AS month,
    row_number() OVER w AS nth,
    coalesce(sum(begun.n) OVER w, 0) - coalesce(sum(ended.n) OVER w, 0) + coalesce(ended.n, 0) AS heads
FROM calendar k JOIN class c USING (school, school_year, grade, class) JOIN school_no s USING (school, school_year)
LEFT JOIN begun ON begun.class_id = c.class_id AND begun.date = k.date
LEFT JOIN ended ON ended.class_id = c.class_id AND ended.date = k.date
WINDOW w AS (PARTITION BY c.class_id ORDER BY k.date);

CREATE TEMP TABLE month_end AS SELECT no, month, max(date) AS last FROM class_day GROUP BY ALL;

-- what was asked: each school and grade (0: all), each month and the year (0)
CREATE TEMP TABLE place AS
SELECT DISTINCT g.no, g.grade, m.month
FROM (SELECT no, grade FROM child UNION SELECT no, 0 FROM child) g
JOIN (SELECT no, month FROM month_end UNION ALL SELECT no, 0 FROM month_end) m USING (no);

CREATE TEMP TABLE heads AS
WITH by_grade AS (SELECT no, grade, month, date, sum(heads) AS heads FROM class_day GROUP BY ALL),
by_date AS (SELECT * FROM by_grade UNION ALL SELECT no, 0, month, date, sum(heads) FROM by_grade GROUP BY ALL)
SELECT no, grade, coalesce(month, 0) AS month, count_if(heads > 0) AS dates, sum(heads) AS school
FROM by_date GROUP BY GROUPING SETS ((no, grade, month), (no, grade));

CREATE TEMP TABLE enrolled AS
WITH asked AS (SELECT c.class_id, e.no, c.grade, e.month, e.last FROM month_end e
    JOIN (SELECT DISTINCT class_id, no, grade FROM class_day) c USING (no)),
known AS (SELECT a.no, a.grade, a.month, d.heads FROM asked a ASOF JOIN class_day d
    ON a.class_id = d.class_id AND a.last >= d.date),
monthly AS (SELECT no, coalesce(grade, 0) AS grade, month, sum(heads) AS enrolled
    FROM known GROUP BY GROUPING SETS ((no, grade, month), (no, month)))
SELECT * FROM monthly UNION ALL SELECT no, grade, 0, arg_max(enrolled, month) FROM monthly GROUP BY no, grade;

-- children with a school day in the month: by spans, and one by one where a child left and came back
CREATE TEMP TABLE present AS
WITH edges AS (SELECT class_id, month, min(date) AS a, max(date) AS z FROM class_day GROUP BY ALL),
once AS (SELECT no, grade, class_id, first_day, last_day, count(*) AS n FROM span WHERE spans = 1 GROUP BY ALL),
monthly AS (
    SELECT o.no, o.grade, e.month, sum(o.n) AS n
    FROM once o JOIN edges e ON e.class_id = o.class_id AND o.first_day <= e.z AND o.last_day >= e.a GROUP BY ALL
    UNION ALL
    SELECT s.no, s.grade, e.month, count(DISTINCT s.child)
    FROM span s JOIN edges e ON e.class_id = s.class_id AND s.first_day <= e.z AND s.last_day >= e.a
    WHERE s.spans > 1 GROUP BY ALL
)
SELECT no, coalesce(grade, 0) AS grade, month, sum(n) AS "by:school"
FROM monthly GROUP BY GROUPING SETS ((no, grade, month), (no, month))
UNION ALL
SELECT no, coalesce(grade, 0), 0, count_if(spans > 0) FROM child GROUP BY GROUPING SETS ((no, grade), (no));

CREATE TEMP TABLE mark AS
SELECT c.child, c.class_id, m.date, year(m.date) * 100 + month(m.date) AS month, m.kind, m.effect
FROM marks m JOIN child c USING (school, school_year, pupil);

CREATE TEMP TABLE child_month AS SELECT child, month, $sums FROM mark GROUP BY ALL;

CREATE TEMP TABLE days AS
WITH each AS (
    SELECT child, month, $columns FROM child_month
    UNION ALL SELECT child, 0, $added FROM child_month GROUP BY child
)
SELECT no, coalesce(grade, 0) AS grade, month, $totals
FROM each JOIN child USING (child) GROUP BY GROUPING SETS ((no, grade, month), (no, month));

-- marks of children who have enough of them for any threshold, each with the place of its day among those of the class
CREATE TEMP TABLE placed AS
WITH often AS (SELECT child FROM mark GROUP BY child HAVING count(*) >= least($run, $sum, $long, $unmet))
SELECT m.child, m.date, m.month, m.kind, m.effect, d.nth
FROM mark m SEMI JOIN often USING (child) JOIN class_day d ON d.class_id = m.class_id AND d.date = m.date;

-- the month in which each child came to a number of absences, or to a run of them
CREATE TEMP TABLE reached AS
WITH counted AS (SELECT child, month, row_number() OVER (PARTITION BY child ORDER BY date) AS nth
    FROM placed WHERE kind IN ($absences)),
own AS (SELECT *, nth - count_if(effect = 'neutral') OVER (PARTITION BY child ORDER BY date) AS place
    FROM placed WHERE effect <> 'breaks'),
absent AS (SELECT child, date, month, row_number() OVER w AS count, place - row_number() OVER w AS run
    FROM own WHERE effect = 'absence' WINDOW w AS (PARTITION BY child ORDER BY date)),
within AS (SELECT *, row_number() OVER (PARTITION BY child, run ORDER BY date) AS length FROM absent),
first_of AS (
    SELECT child, 'at_least_' || nth AS what, month FROM counted WHERE nth IN ($thresholds)
    UNION ALL SELECT child, 'sum', month FROM absent WHERE count = $sum
    UNION ALL SELECT child, 'run', min(month) FROM within WHERE length = $run GROUP BY child
)
SELECT f.child, f.what, f.month FROM first_of f
UNION ALL
SELECT child, CASE WHEN before IS NULL THEN 'long_unknown' WHEN before >= $long THEN 'long_continued' ELSE 'long_new' END,
    month
FROM first_of JOIN child USING (child) WHERE what = 'at_least_$long';

CREATE TEMP TABLE heads_reached AS
WITH fresh AS (
    SELECT no, coalesce(grade, 0) AS grade, month, $fresh
    FROM reached JOIN child USING (child) GROUP BY GROUPING SETS ((no, grade, month), (no, month))
),
monthly AS (SELECT no, grade, month, $zeroed FROM place LEFT JOIN fresh USING (no, grade, month) WHERE month > 0)
SELECT no, grade, month, $running
FROM monthly WINDOW w AS (PARTITION BY no, grade ORDER BY month)
UNION ALL SELECT no, grade, 0, $whole FROM monthly GROUP BY no, grade;

-- whom nobody has met: runs of days away, of children who have enough of them at all. A run lasts to a month's end
-- where no day lies between that end and its last day: none but days not entered, and nobody met the child since.
CREATE TEMP TABLE unmet AS
WITH away AS (SELECT child FROM placed WHERE kind IN ($unseen) GROUP BY child HAVING count(*) >= $unmet),
met_day AS (SELECT DISTINCT c.child, m.date
    FROM met m JOIN child c USING (school, school_year, pupil) SEMI JOIN away USING (child)),
event AS (
    SELECT p.child, p.date, p.nth, p.kind = 'unentered' AS unknown, p.kind IN ($unseen) AND v.date IS NULL AS away,
        false AS met
    FROM placed p SEMI JOIN away USING (child) LEFT JOIN met_day v ON v.child = p.child AND v.date = p.date
    UNION ALL SELECT child, date, NULL, false, false, true FROM met_day
),
told AS (SELECT *, count_if(met) OVER w AS mets, count_if(unknown) OVER w AS unknowns FROM event
    WINDOW w AS (PARTITION BY child ORDER BY date)),
alone AS (SELECT *, nth - unknowns AS place, nth - unknowns - row_number() OVER (PARTITION BY child, mets ORDER BY date)
    AS run FROM told WHERE away),
run AS (SELECT *, row_number() OVER (PARTITION BY child, mets, run ORDER BY date) AS days FROM alone),
class_end AS (SELECT e.class_id, e.month, e.last, d.nth
    FROM (SELECT DISTINCT class_id, m.month, m.last FROM class_day JOIN month_end m USING (no)) e
    ASOF JOIN class_day d ON e.class_id = d.class_id AND e.last >= d.date),
asked AS (SELECT c.child, c.no, c.grade, e.month, e.last, e.nth
    FROM child c SEMI JOIN away USING (child) JOIN class_end e USING (class_id)),
known AS (SELECT a.*, t.mets, t.unknowns FROM asked a ASOF JOIN told t ON a.child = t.child AND a.last >= t.date),
value AS (SELECT k.no, k.grade, k.month, r.days
    FROM known k ASOF JOIN run r ON k.child = r.child AND k.last >= r.date
    WHERE r.place = k.nth - k.unknowns AND r.mets = k.mets),
monthly AS (SELECT no, coalesce(grade, 0) AS grade, month, count_if(days >= $unmet) AS unmet
    FROM value GROUP BY GROUPING SETS ((no, grade, month), (no, month))),
latest AS (SELECT no, max(month) AS month FROM month_end GROUP BY no)
SELECT * FROM monthly UNION ALL SELECT no, grade, 0, unmet FROM monthly JOIN latest USING (no, month);

CREATE TEMP TABLE figures AS
SELECT no, grade, month, $figures
FROM place LEFT JOIN heads USING (no, grade, month) LEFT JOIN enrolled USING (no, grade, month)
LEFT JOIN present USING (no, grade, month) LEFT JOIN days USING (no, grade, month)
LEFT JOIN heads_reached USING (no, grade, month) LEFT JOIN unmet USING (no, grade, month);
