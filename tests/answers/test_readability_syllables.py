"""Syllables: right on drug names and clinic words, because most of a hard page is made of them."""

from __future__ import annotations

import pytest

from answers.readability import spanish, syllables


def _labelled(text: str) -> dict[str, int]:
    """“to-ci-li-zu-mab” stands for five."""
    return {word.replace("-", ""): word.count("-") + 1 for word in text.split()}


DRUGS = _labelled(
    """
    to-ci-li-zu-mab le-na-li-do-mide tec-lis-ta-mab bor-te-zo-mib da-ra-tu-mu-mab pem-bro-li-zu-mab
    war-fa-rin a-pi-xa-ban ri-va-rox-a-ban da-bi-ga-tran hep-a-rin clo-pi-do-grel tic-a-gre-lor as-pi-rin
    a-tor-va-sta-tin am-lo-di-pine bi-so-pro-lol a-mi-o-da-rone fu-ro-se-mide spi-ro-no-lac-tone
    met-for-min sem-a-glu-tide em-pa-gli-flo-zin le-vo-thy-rox-ine pred-ni-sone dex-a-meth-a-sone
    es-tra-di-ol pro-ges-ter-one ta-mox-i-fen meth-o-trex-ate a-za-thi-o-prine hy-drox-y-chlor-o-quine
    flu-ox-e-tine que-ti-a-pine di-az-e-pam co-deine mor-phine i-bu-pro-fen a-ce-ta-mi-no-phen
    phen-y-to-in
    """
)
CLINIC = _labelled(
    """
    my-e-lo-ma leu-ke-mi-a leu-kae-mi-a lymph-oe-de-ma neu-tro-pe-ni-a throm-bo-cy-to-pe-ni-a cy-to-kine
    bi-op-sy di-al-y-sis di-a-be-tes as-ci-tes asth-ma ec-ze-ma nau-se-a di-ar-rhe-a di-ar-rhoe-a
    ar-rhyth-mi-a tach-y-car-di-a an-gi-o-plas-ty ech-o-car-di-o-gram an-eu-rys-m hy-po-thy-roid-is-m
    phy-si-cian on-col-o-gist pae-di-a-tri-cian gas-tro-en-ter-i-tis pan-cre-as cre-at-i-nine
    os-te-o-po-ro-sis u-ve-i-tis fas-ci-i-tis la-ryn-ge-al plate-let seized fa-tigue head-aches
    meas-les safe-ly meas-ure-ment out-pa-tient
    """
)


@pytest.mark.parametrize("labelled", [DRUGS, CLINIC], ids=["drugs", "clinic words"])
def test_the_labelled_words_are_counted_right_but_for_one_in_forty(labelled: dict[str, int]) -> None:
    wrong = {
        word: syllables.count(word) for word, number in labelled.items() if syllables.count(word) != number
    }

    assert len(labelled) == 40
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("treated", 2),
        ("managed", 2),
        ("handled", 2),
        ("doses", 2),
        ("lymphocytes", 3),
        ("nurse's", 2),
        ("couldn't", 2),
        ("effectiveness", 4),
        ("caregivers", 3),
        ("league", 1),
        ("the", 1),
        ("", 1),
    ],
)
def test_endings_are_silent_where_they_are(word: str, number: int) -> None:
    assert syllables.count(word) == number


def test_spanish_is_counted_as_it_is_spelled() -> None:
    labelled = _labelled(
        """
        me-di-ca-men-to co-ra-zón te-ra-pia ci-ru-gí-a pa-ís a-or-ta cuer-po rui-do ciu-dad gue-rra que-rer
        ver-güen-za muy le-er his-to-ria rí-o o-í-do es-tu-dio lle-gar ac-tú-a
        """
    )

    assert {word: spanish.count(word) for word in labelled} == labelled
