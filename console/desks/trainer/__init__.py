"""The trainer's desk."""

from console.desks.trainer.desk import TrainerDesk

__all__ = ["TrainerDesk"]
