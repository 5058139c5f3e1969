"""Accounts and codes of programmes in one column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.account_codes import are_accounts, split_account

ACCOUNT = st.builds("5.{}.{:02d}.{:02d}.{:02d}.{:04d}".format, *[st.integers(1, 9)] * 5)
SUB_KEGIATAN = st.builds("{}.{:02d}.{:02d}.2.{:02d}.{:04d}".format, *[st.integers(1, 8)] * 5)


def test_belanja_below_a_sub_kegiatan_is_an_account_and_an_urusan_above_one_is_none() -> None:
    codes = ["4", "4.01", "4.01.02.2.01.0001", "5", "5.1", "5.1.02.01.01.0024", "5", "5.02", "5.02.02.2.01.0003"]
    assert are_accounts(codes) == [False, False, False, True, True, True, False, False, False]


def test_a_report_by_account_alone_has_accounts_only() -> None:
    assert are_accounts(["4", "4.1", None, "5", "5.1", "5.2"]) == [True, True, False, True, True, True]


@given(st.lists(st.tuples(SUB_KEGIATAN, st.lists(ACCOUNT, max_size=4)), min_size=1, max_size=6))
def test_full_codes_are_told_apart_wherever_they_stand(plan: list[tuple[str, list[str]]]) -> None:
    codes = [code for sub, accounts in plan for code in (sub, *accounts)]
    wanted = [is_account for _, accounts in plan for is_account in (False, *[True] * len(accounts))]
    assert are_accounts(codes) == wanted


@given(SUB_KEGIATAN, ACCOUNT)
def test_an_account_behind_its_sub_kegiatan_is_cut_off(sub: str, account: str) -> None:
    assert split_account(f"{sub}.{account}") == (sub, account)
    assert split_account(sub) == (sub, None)
    assert split_account(account) == (account, None)
