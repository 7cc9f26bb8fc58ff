"""A person's permissions are asked for once, whoever gave them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from pytest_django import DjangoAssertNumQueries

from tests import cast

pytestmark = pytest.mark.django_db


def granted(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label="answers")


def test_own_and_shared_permissions_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = cast.person("auditor")
    person.user_permissions.add(granted("publish_answer"))
    Group.objects.create(name="Withdrawers").permissions.add(granted("withdraw_answer"))
    person.groups.add(Group.objects.get(name="Withdrawers"))
    person = User.objects.get(pk=person.pk)

    with django_assert_num_queries(1):
        assert person.has_perm("answers.publish_answer")
        assert person.has_perm("answers.withdraw_answer")
        assert not person.has_perm("answers.emergency_answer")
        assert not person.has_module_perms("sessions")


@pytest.mark.parametrize("name", ["editor", "reviewer", "managing", "auditor", "admin"])
def test_everybody_has_the_permissions_that_django_itself_counts(name: str) -> None:
    asked = cast.person(name)
    asked.has_perm("answers.publish_answer")
    found = asked.get_all_permissions()

    by_django = User.objects.get(pk=asked.pk).get_all_permissions()
    assert found == by_django


def test_a_deactivated_person_has_none() -> None:
    person = cast.person("editor")
    person.is_active = False

    assert not person.has_perm("answers.submit_answer")
    assert not person.has_module_perms("answers")
