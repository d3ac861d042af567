"""Relaxes the base for a try-out on one's own machine; the default of `manage.py`."""

from config import env

env.relax(
    {
        env.SECRET_KEY: "only-for-a-try-out-on-one-machine-never-for-a-public-site",
        env.HOSTS: "localhost,127.0.0.1,[::1]",
        env.BASE_URL: f"http://127.0.0.1:{env.get(env.PORT)}",
        env.MAIL_URL: "console:",
        env.MAIL_FROM: "library@localhost",
    }
)

from config.settings.base import *  # noqa: E402, F403 - the base must find the defaults above

DEBUG = env.get(env.DEBUG)
