from generation.models.catalogue import CortexModel
from generation.models.figures import (
    DailyAnswers,
    DailyCaches,
    DailyRequests,
    DailyTimings,
    FigureDay,
)
from generation.models.queries import SnowflakeQuery
from generation.models.requests import PipelineStep, Status, StatusChange, SVGGenerationRequest
from generation.models.resources import SnowflakeStage, TemporaryTable
from generation.models.results import CortexResponse, GeneratedSVG, PictureFeature
from generation.models.sessions import UserSession
from generation.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "CortexModel",
    "CortexResponse",
    "DailyAnswers",
    "DailyCaches",
    "DailyRequests",
    "DailyTimings",
    "FigureDay",
    "GeneratedSVG",
    "PictureFeature",
    "PipelineStep",
    "SVGGenerationRequest",
    "SnowflakeQuery",
    "SnowflakeStage",
    "Status",
    "StatusChange",
    "TemporaryTable",
    "UserSession",
]
