"""Which language a text is in: a sentence or two of own writing in each."""

from __future__ import annotations

import pytest

from consilience.text.languages import identify, is_english

TEXTS = {
    "en": "The army said on Monday that it had taken the town and that the road to the north was open again.",
    "fr": "L'armée a dit lundi qu'elle avait pris la ville et que la route du nord est de nouveau ouverte pour les convois.",
    "es": "El ejército dijo el lunes que había tomado la ciudad y que la carretera del norte está abierta para los convoyes.",
    "de": "Die Armee teilte am Montag mit, dass sie die Stadt eingenommen hat und die Straße nach Norden wieder offen ist.",
    "tr": "Ordu kenti aldığını ve kuzey yolunun konvoylar için açık olduğunu bir açıklama ile söyledi, ancak bu yeni değil.",
    "ru": "Армия сообщила в понедельник, что она взяла город и что дорога на север снова открыта для колонн.",
    "uk": "Армія повідомила в понеділок, що вона взяла місто і що дорога на північ знову відкрита для колон, але це не так.",
    "ar": "قال الجيش يوم الاثنين إنه سيطر على المدينة وإن الطريق إلى الشمال مفتوح من جديد",
    "fa": "ارتش روز دوشنبه گفت که شهر را گرفته است و جاده شمال برای کاروان‌ها دوباره باز است",
    "he": "הצבא אמר ביום שני כי כבש את העיר וכי הדרך צפונה פתוחה שוב",
    "zh": "军方周一表示已占领该城，通往北方的道路重新开放。",
    "ja": "軍は月曜日、町を制圧し、北への道が再び開いたと発表した。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_language(code: str) -> None:
    assert identify(TEXTS[code]) == code


def test_a_headline_is_too_short_to_tell_and_passes_as_english() -> None:
    assert identify("Blast shakes port") == "und"
    assert is_english("und", "Blast shakes port")


def test_other_languages_are_not_read() -> None:
    assert not is_english("fr", TEXTS["fr"])
    assert not is_english("und", "Lorem ipsum dolor sit amet consectetur adipiscing elit " * 8)
    assert not is_english("und", "Штурм")
