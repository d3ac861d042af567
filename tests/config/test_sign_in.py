"""Checks that guessing passwords is stopped, and that nobody else is locked out by it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from wagtail.users.models import UserProfile

from config.limits import RULES

PASSWORD = "a long and quiet river"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people() -> None:
    """Make two people who may sign in."""
    for name in ("ana", "ben"):
        get_user_model().objects.create_superuser(username=name, email="", password=PASSWORD)


def sign_in(client: Client, name: str, password: str, address: str = "192.0.2.1") -> int:
    answer = client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)
    return answer.status_code


def test_the_right_password_signs_in(client: Client) -> None:
    assert sign_in(client, "ana", PASSWORD) == 302


def test_the_fifth_failure_locks_the_name_for_that_address(client: Client) -> None:
    assert [sign_in(client, "ana", "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
    assert sign_in(client, "ana", PASSWORD) == 429


def test_a_lock_holds_for_one_name_and_one_address(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "ana", "wrong")
    assert sign_in(client, "ben", PASSWORD) == 302
    assert sign_in(Client(), "ana", PASSWORD, address="192.0.2.2") == 302


def test_success_forgives(client: Client) -> None:
    for _ in range(4):
        sign_in(client, "ana", "wrong")
    assert sign_in(client, "ana", PASSWORD) == 302
    assert sign_in(Client(), "ana", "wrong") == 200


def test_an_address_that_tries_many_names_is_stopped() -> None:
    with override_settings(RATE_LIMITS=RULES):
        client = Client()
        answers = [sign_in(client, f"name{number}", "wrong", address="192.0.2.3") for number in range(21)]
    assert answers[:20] == [200] * 20
    assert answers[20] == 429


def test_the_admin_speaks_the_language_that_a_user_chose(client: Client) -> None:
    user = get_user_model().objects.get(username="ana")
    client.force_login(user)
    assert 'lang="fr"' in client.get("/admin/", headers={"Accept-Language": "fr"}).content.decode()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "es"
    profile.save()
    assert 'lang="es"' in client.get("/admin/", headers={"Accept-Language": "fr"}).content.decode()


def test_the_form_speaks_the_language_of_the_browser(client: Client) -> None:
    page = client.get("/admin/login/", headers={"accept-language": "fr-CA,fr;q=0.9"}).content.decode()
    assert "Mot de passe" in page
    assert ">Password" not in page
