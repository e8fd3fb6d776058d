"""Tests: unit/ (rules and repository), integration/ (both databases), e2e/ (browser), golden/."""
