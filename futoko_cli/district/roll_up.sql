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

CREATE TEMP TABLE span AS
SELECT row_number() OVER () AS span_id, e.school, e.school_year, s.no, e.grade, class_id, pupil, first_day, last_day,
    previous_year_absences
FROM enrolment e JOIN class USING (school, school_year, grade, class) JOIN school_no s USING (school, school_year);

CREATE TEMP TABLE child AS
SELECT row_number() OVER () AS child, * FROM (
    SELECT school, school_year, pupil, any_value(no) AS no, any_value(grade) AS grade, any_value(class_id) AS class_id,
        count(first_day) AS spans, any_value(previous_year_absences) AS before
    FROM span GROUP BY ALL
);

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
SELECT no, coalesce(grade, 0) AS grade, coalesce(month, 0) AS month,
    count(DISTINCT date) FILTER (heads > 0) AS dates, sum(heads) AS school
FROM class_day GROUP BY GROUPING SETS ((no, grade, month), (no, month), (no, grade), (no));

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
once AS (SELECT s.no, s.grade, s.class_id, s.first_day, s.last_day, count(*) AS n
    FROM span s JOIN child c USING (school, school_year, pupil) WHERE c.spans = 1 GROUP BY ALL),
monthly AS (
    SELECT o.no, o.grade, e.month, sum(o.n) AS n
    FROM once o JOIN edges e ON e.class_id = o.class_id AND o.first_day <= e.z AND o.last_day >= e.a GROUP BY ALL
    UNION ALL
    SELECT c.no, c.grade, e.month, count(DISTINCT c.child)
    FROM child c JOIN span s USING (school, school_year, pupil)
    JOIN edges e ON e.class_id = s.class_id AND s.first_day <= e.z AND s.last_day >= e.a WHERE c.spans > 1 GROUP BY ALL
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

-- the date on which each child came to a number of absences, or to a run of them
CREATE TEMP TABLE reached AS
WITH often AS (SELECT child FROM mark GROUP BY child HAVING count(*) >= least($run, $sum, $long)),
counted AS (SELECT m.*, row_number() OVER (PARTITION BY child ORDER BY date) AS nth
    FROM mark m JOIN often USING (child) WHERE kind IN ($absences)),
own AS (SELECT m.*, d.nth - count(*) FILTER (effect = 'neutral') OVER w AS place
    FROM mark m JOIN often USING (child) JOIN class_day d ON d.class_id = m.class_id AND d.date = m.date
    WINDOW w AS (PARTITION BY child ORDER BY m.date)),
absent AS (SELECT child, date, month, row_number() OVER w AS nth, place - row_number() OVER w AS run
    FROM own WHERE effect = 'absence' WINDOW w AS (PARTITION BY child ORDER BY date)),
within AS (SELECT *, row_number() OVER (PARTITION BY child, run ORDER BY date) AS length FROM absent),
first_of AS (
    SELECT child, 'at_least_' || nth AS what, month FROM counted WHERE nth IN ($thresholds)
    UNION ALL SELECT child, 'sum', month FROM absent WHERE nth = $sum
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

-- whom nobody has met: only children with so many days away are looked at, each of their days
CREATE TEMP TABLE unmet AS
WITH away AS (SELECT child FROM mark WHERE kind IN ($unseen) GROUP BY child HAVING count(*) >= $unmet),
met_day AS (SELECT DISTINCT child, date FROM met JOIN child USING (school, school_year, pupil) JOIN away USING (child)),
day AS (
    SELECT c.child, d.date, d.month, bool_or(s.span_id IS NOT NULL) AS inside, any_value(m.kind) AS kind
    FROM child c JOIN away USING (child) JOIN class_day d USING (class_id)
    LEFT JOIN span s ON s.school = c.school AND s.school_year = c.school_year AND s.pupil = c.pupil
        AND d.date BETWEEN s.first_day AND s.last_day
    LEFT JOIN mark m ON m.child = c.child AND m.date = d.date
    GROUP BY c.child, d.date, d.month
),
step AS (
    SELECT child, coalesce(d.date, v.date) AS date, inside,
        coalesce(inside AND kind IN ($unseen), false) AND v.date IS NULL AS away,
        v.date IS NOT NULL OR NOT inside OR coalesce(kind NOT IN ($unseen, 'unentered'), true) AS ends
    FROM day d FULL JOIN met_day v USING (child, date)
),
part AS (SELECT *, count(*) FILTER (ends) OVER (PARTITION BY child ORDER BY date) AS part FROM step),
run AS (SELECT *, count(*) FILTER (away) OVER (PARTITION BY child, part ORDER BY date) AS days FROM part),
asked AS (SELECT c.child, c.no, c.grade, e.month, e.last FROM child c JOIN away USING (child) JOIN month_end e USING (no)),
value AS (SELECT a.child, a.no, a.grade, a.month, a.last, r.days FROM asked a ASOF JOIN run r
    ON a.child = r.child AND a.last >= r.date),
held AS (SELECT v.*, d.inside FROM value v ASOF JOIN day d ON v.child = d.child AND v.last >= d.date),
monthly AS (SELECT no, coalesce(grade, 0) AS grade, month, count(*) FILTER (days >= $unmet AND inside) AS unmet
    FROM held GROUP BY GROUPING SETS ((no, grade, month), (no, month))),
latest AS (SELECT no, max(month) AS month FROM month_end GROUP BY no)
SELECT * FROM monthly UNION ALL SELECT no, grade, 0, unmet FROM monthly JOIN latest USING (no, month);

CREATE TEMP TABLE figures AS
SELECT no, grade, month, $figures
FROM place LEFT JOIN heads USING (no, grade, month) LEFT JOIN enrolled USING (no, grade, month)
LEFT JOIN present USING (no, grade, month) LEFT JOIN days USING (no, grade, month)
LEFT JOIN heads_reached USING (no, grade, month) LEFT JOIN unmet USING (no, grade, month);
