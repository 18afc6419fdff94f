from generation.models.answers import CortexResponse
from generation.models.batches import BatchTable
from generation.models.budgets import Budget
from generation.models.catalogue import CortexModel
from generation.models.checks import StageCheck, StageFinding
from generation.models.figures import (
    DailyAnswers,
    DailyCaches,
    DailyRequests,
    DailyTimings,
    FigureDay,
)
from generation.models.links import StageLink
from generation.models.marks import RequestTag, Vote
from generation.models.pictures import GeneratedSVG, PartialPicture, PictureFeature
from generation.models.presets import PromptTemplate, PromptTemplateVersion, StylePreset
from generation.models.queries import SnowflakeQuery
from generation.models.requests import Origin, Status, SVGGenerationRequest
from generation.models.resources import SnowflakeStage, TemporaryTable
from generation.models.sessions import UserSession
from generation.models.steps import PipelineStep, StatusChange
from generation.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "BatchTable",
    "Budget",
    "CortexModel",
    "CortexResponse",
    "DailyAnswers",
    "DailyCaches",
    "DailyRequests",
    "DailyTimings",
    "FigureDay",
    "GeneratedSVG",
    "Origin",
    "PartialPicture",
    "PictureFeature",
    "PipelineStep",
    "PromptTemplate",
    "PromptTemplateVersion",
    "RequestTag",
    "SVGGenerationRequest",
    "SnowflakeQuery",
    "SnowflakeStage",
    "StageCheck",
    "StageFinding",
    "StageLink",
    "Status",
    "StatusChange",
    "StylePreset",
    "TemporaryTable",
    "UserSession",
    "Vote",
]
