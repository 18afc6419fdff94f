"""Which loggers belong to which of the specification's log sources."""

from auditing.logs import register_source

SOURCES = {
    "generation.sessions": "session_manager",
    "generation.middleware": "session_manager",
    "generation.snowflake.connection": "session_manager",
    "generation.snowflake.cortex": "ai_generator",
    "generation.snowflake.cortex_rest": "ai_generator",
    "generation.snowflake.cortex_sql": "ai_generator",
    "generation.pipeline.ai_processing": "ai_generator",
    "generation.pipeline.repairing": "ai_generator",
    "generation.pipeline.storage_processing": "storage_manager",
    "generation.pipeline.cleanup": "storage_manager",
    "generation.snowflake.stages": "storage_manager",
    "generation.snowflake.temporary_tables": "storage_manager",
    "generation.stages": "storage_manager",
    "generation.sweeping": "storage_manager",
    "auditing.exports": "storage_manager",
    "generation.snowflake.local": "development_tools",
}


def register_sources() -> None:
    for prefix, source in SOURCES.items():
        register_source(prefix, source)
