"""The calendars: what the notices say, and every way in which a file is refused."""

from __future__ import annotations

import copy
import datetime

import pytest

from bihuan.core.registry.calendars import calendar_of, calendars

D = datetime.date
ENTRY = {
    "year": 2030,
    "notice": [{"title": "关于2030年的通知", "number": "发〔2029〕1号", "issued": D(2029, 11, 1)}],
    "holiday": [
        {
            "name": "国庆节",
            "since": D(2030, 10, 1),
            "until": D(2030, 10, 3),
            "workdays": [D(2030, 9, 29)],
            "notice": "关于2030年的通知",
        }
    ],
}


def read(**changes):
    return calendar_of("2030", {**copy.deepcopy(ENTRY), **changes})


def read_holiday(**changes):
    return read(holiday=[{**ENTRY["holiday"][0], **changes}])


def test_a_calendar_names_its_days():
    found = read()

    assert found.year == 2030
    assert found.holidays == dict.fromkeys([D(2030, 10, 1), D(2030, 10, 2), D(2030, 10, 3)], "国庆节")
    assert found.workdays == {D(2030, 9, 29): "国庆节"}
    assert [(one.number, one.issued) for one in found.notices] == [("发〔2029〕1号", D(2029, 11, 1))]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"since": D(2030, 10, 4)}, "calendars/2030.toml：holiday.1：until：放假的第一天和最后一天都要写"),
        ({"since": D(2029, 10, 1)}, "calendars/2030.toml：holiday.1：since：应是2030年的日子"),
        ({"workdays": [D(2030, 9, 27)]}, "holiday.1：workdays：调休上班的日子应是周六或周日"),
        ({"workdays": [D(2030, 9, 29), D(2030, 9, 28)]}, "workdays：日期应从早到晚"),
        ({"workdays": [D(2030, 9, 29), D(2030, 9, 29)]}, "workdays：日期应从早到晚、没有重复"),
        ({"workdays": ["2030-09-29"]}, "workdays：每一项应为日期"),
        ({"notice": "听说"}, "notice：没有“听说”"),
        ({"name": ""}, "name：不能为空"),
        ({"lunar": True}, "lunar：不认识这一项"),
    ],
)
def test_a_faulty_holiday_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        read_holiday(**changes)


def test_a_day_stands_once():
    with pytest.raises(ValueError, match="2030-10-01已经登记过"):
        read(holiday=ENTRY["holiday"] * 2)


def test_the_year_is_that_of_the_file():
    with pytest.raises(ValueError, match="year：没有“2031”"):
        read(year=2031)


def test_a_notice_has_a_date():
    with pytest.raises(ValueError, match=r"calendars/2030.toml：notice.1：issued：没有填写"):
        read(notice=[{"title": "关于2030年的通知", "number": "发〔2029〕1号"}])


@pytest.mark.parametrize(
    ("year", "off", "worked", "number"),
    [
        (2018, 25, 7, "国办发明电〔2017〕12号"),
        (2019, 22, 6, "国办发明电〔2018〕15号"),
        (2020, 30, 6, "国办发明电〔2019〕16号"),
        (2021, 31, 7, "国办发明电〔2020〕27号"),
        (2022, 32, 7, "国办发明电〔2021〕11号"),
        (2023, 26, 7, "国办发明电〔2022〕16号"),
        (2024, 28, 8, "国办发明电〔2023〕7号"),
        (2025, 28, 5, "国办发明电〔2024〕12号"),
        (2026, 33, 6, "国办发明电〔2025〕7号"),
    ],
)
def test_every_year_has_the_days_of_its_notice(year, off, worked, number):
    found = calendars()[year]

    assert (len(found.holidays), len(found.workdays)) == (off, worked)
    assert found.notices[0].number == number
    assert found.notices[0].title == f"国务院办公厅关于{year}年部分节假日安排的通知"
    assert found.notices[0].issued.year == year - 1


def test_which_years_are_known():
    assert list(calendars()) == list(range(2018, 2027))


@pytest.mark.parametrize(
    ("year", "number"),
    [(2018, "国办发明电〔2018〕15号"), (2019, "国办发明电〔2019〕3号"), (2020, "国办发明电〔2020〕1号")],
)
def test_what_another_notice_arranged_cites_it(year, number):
    assert calendars()[year].notices[1].number == number


def test_every_day_made_up_for_is_near_its_holiday():
    for calendar in calendars().values():
        for worked, name in calendar.workdays.items():
            off = [day for day, holiday in calendar.holidays.items() if holiday == name]
            assert min(abs((day - worked).days) for day in off) <= 14, worked
