"""Checks the loop of the background worker: each job on its own, and an end when asked."""

import threading
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone
from wagtail.models import Page

from config import schedule
from config.worker import Job, jobs, work

# The loop looks after the database's connections, so it may touch them.
pytestmark = pytest.mark.django_db


def run_for(seconds: float, *todo: Job) -> None:
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.start()
    work(todo, stop)
    timer.join()


def test_one_job_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    run_for(0.3, Job("broken", 0.05, fail), Job("whole", 0.05, lambda: done.append("x")))
    assert len(done) >= 3
    assert "The job broken failed for the 1. time." in caplog.text


def test_a_failing_job_is_tried_with_growing_patience_and_forgiven() -> None:
    job = Job("flaky", 1, mock.Mock(side_effect=[OSError, OSError, None, None]))
    waits = []
    for _ in range(4):
        job.attempt(100.0)
        waits.append(job.due - 100.0)
    assert waits == [2, 4, 1, 1]


def test_patience_has_an_end() -> None:
    job = Job("broken", 1, mock.Mock(side_effect=OSError), failures=50)
    job.attempt(0.0)
    assert job.due == 60


def test_it_stops_at_once_when_asked() -> None:
    since = time.monotonic()
    run_for(0.1, Job("rare", 600, lambda: None))
    assert time.monotonic() - since < 5


def test_every_duty_has_its_rhythm() -> None:
    assert {job.name: job.every for job in jobs()} == {
        "due times": 1,
        "what a crash left": 1,
        "search index": 1,
        "searches in vain": 10,
        "full pass": 60,
        "deep pass": 600,
    }


def test_the_jobs_run_on_an_empty_site(caplog: pytest.LogCaptureFixture) -> None:
    for job in jobs():
        job.attempt(0.0)
    assert caplog.text == ""


def test_wagtail_is_asked_only_when_something_is_due() -> None:
    with mock.patch("config.schedule.call_command") as call:
        schedule.act_on_due_times()
        assert not call.called
        Page.objects.filter(depth=2).update(live=True, expire_at=timezone.now() - timedelta(seconds=1))
        schedule.act_on_due_times()
    call.assert_called_once_with("publish_scheduled")
