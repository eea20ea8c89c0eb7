"""TalentDesk 人才评审工作台."""

__version__ = "0.1.0"
