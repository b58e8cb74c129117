"""A whole year's calendar as a city imports it; 2027 is invented, its notice is not published."""

from __future__ import annotations

HOLIDAYS_2027 = (
    *(("2027-01-01", "元旦"), ("2027-02-05", "春节"), ("2027-02-06", "春节"), ("2027-02-07", "春节")),
    *(("2027-02-08", "春节"), ("2027-04-05", "清明节"), ("2027-05-01", "劳动节"), ("2027-05-02", "劳动节")),
    *(("2027-06-09", "端午节"), ("2027-09-15", "中秋节"), ("2027-10-01", "国庆节")),
    *(("2027-10-02", "国庆节"), ("2027-10-03", "国庆节")),
)
YEAR_2027 = "day,kind,name\n" + "".join(f"{day},休,{name}\n" for day, name in HOLIDAYS_2027)
