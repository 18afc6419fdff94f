"""Secrets in their issuers' published formats, with random bodies made anew at each run.

No secret stands in this file, so that no scanner of repositories trips over it. `SECRETS` names
classes; each gives the secret and the text that it stands in. `ORDINARY` looks alike and is none.
"""

import base64
import json
import random
import string
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

LETTERS, DIGITS = string.ascii_letters, string.digits
ALNUM = LETTERS + DIGITS
WORD = ALNUM + "_-"
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + DIGITS
BASE64 = ALNUM + "+/"


@dataclass(frozen=True)
class Sample:
    """A text and the secret in it."""

    text: str
    secret: str


class Dice:
    """Random pieces from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  nothing secret about test data

    def of(self, alphabet: str, length: int) -> str:
        """`length` letters, always with a capital, a small letter and a digit where there are."""
        while True:
            text = "".join(self.random.choice(alphabet) for _ in range(length))
            kinds = (str.isdigit, str.islower, str.isupper)
            if all(
                any(map(kind, text)) for kind in kinds if any(map(kind, alphabet)) and length >= 6
            ):
                return text

    def password(self) -> str:
        """What a password manager makes: letters, digits and signs, no blank."""
        return self.of(ALNUM, 4) + self.of(ALNUM + "!#$%*+-.^_~", 8) + self.of(ALNUM, 4)

    def choice(self, *options: str) -> str:
        return self.random.choice(options)


def _jwt(d: Dice) -> str:
    head = base64.urlsafe_b64encode(b'{"alg":"ES256","kid":"' + d.of(DIGITS, 12).encode() + b'"}')
    body = base64.urlsafe_b64encode(b'{"sub":"' + d.of(ALNUM, 12).encode() + b'"}')
    return f"{head.decode().rstrip('=')}.{body.decode().rstrip('=')}.{d.of(WORD, 43)}"


def _b64(d: Dice, size: int) -> str:
    return base64.b64encode(d.random.randbytes(size)).decode()


# class → a token that its own shape gives away
TOKENS: dict[str, Callable[[Dice], str]] = {
    "AWS access key id": lambda d: d.choice("AKIA", "ASIA") + d.of(UPPER, 16),
    "AWS secret key": lambda d: d.of(BASE64, 40),
    "GitHub ghp/gho/ghs/ghu/ghr": lambda d: (
        f"gh{d.choice(*'poshur'[:3], 'u', 'r')}_{d.of(ALNUM, 36)}"
    ),
    "GitHub fine-grained": lambda d: f"github_pat_{d.of(ALNUM, 22)}_{d.of(ALNUM, 59)}",
    "GitLab": lambda d: f"gl{d.choice('pat', 'dt', 'rt')}-{d.of(WORD, 20)}",
    "Slack token": lambda d: (
        f"xox{d.choice(*'bpas')}-{d.of(DIGITS, 12)}-{d.of(DIGITS, 12)}-{d.of(ALNUM, 24)}"
    ),
    "Stripe": lambda d: f"{d.choice('sk', 'rk')}_live_{d.of(ALNUM, 24)}",
    "Google API key": lambda d: f"AIza{d.of(WORD, 35)}",
    "Google OAuth token": lambda d: f"ya29.{d.of(WORD, 60)}",
    "OpenAI": lambda d: f"sk-{d.choice('', 'proj-')}{d.of(ALNUM, 48)}",
    "Anthropic": lambda d: f"sk-ant-api03-{d.of(WORD, 93)}AA",
    "Hugging Face": lambda d: f"hf_{d.of(LETTERS, 34)}",
    "npm": lambda d: f"npm_{d.of(ALNUM, 36)}",
    "PyPI": lambda d: f"pypi-AgEIcHlwaS5vcmc{d.of(WORD, 70)}",
    "SendGrid": lambda d: f"SG.{d.of(WORD, 22)}.{d.of(WORD, 43)}",
    "Twilio": lambda d: d.choice("SK", "AC") + d.of(HEX, 32),
    "Azure storage key": lambda d: _b64(d, 64),
    "Azure client secret": lambda d: f"{d.of(ALNUM, 3)}8Q~{d.of(ALNUM + '_~.-', 33)}a",
    "Databricks": lambda d: f"dapi{d.of(HEX, 32)}",
    "Vault": lambda d: f"hvs.{d.of(WORD, 90)}",
    "DigitalOcean": lambda d: f"dop_v1_{d.of(HEX, 64)}",
    "Telegram bot": lambda d: f"{d.of(DIGITS, 10)}:AA{d.of(WORD, 33)}",
    "Mailgun": lambda d: f"key-{d.of(HEX, 32)}",
    "Discord bot": lambda d: f"M{d.of(ALNUM, 23)}.{d.of(ALNUM, 6)}.{d.of(WORD, 38)}",
    "JWT, Snowflake PAT": _jwt,
    "Snowflake session token": lambda d: f"ver:3-hint:{d.of(DIGITS, 12)}-ETMs{d.of(BASE64, 120)}",
    "Shopify": lambda d: f"shpat_{d.of(HEX, 32)}",
    "Docker Hub": lambda d: f"dckr_pat_{d.of(WORD, 27)}",
}

# where a token turns up
CARRIERS: tuple[Callable[[str], str], ...] = (
    lambda t: t,
    lambda t: f"request with {t} was refused",
    lambda t: f"refused ({t}).",
    lambda t: json.dumps({"detail": [t, 3]}),
    lambda t: repr({"value": t}),
    lambda t: json.dumps(f"first line\n{t}\nlast"),
    lambda t: f"GET /callback?state=1&x={t}&y=2 HTTP/1.1",
    lambda t: f"'{t}', line 3",
)


def _pem(d: Dice) -> tuple[str, str]:
    body = _b64(d, 900)
    lines = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
    kind = d.choice("RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY")
    return f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----", body


def _named(form: str) -> Callable[[Dice], Sample]:
    def make(d: Dice) -> Sample:
        secret = d.password()
        return Sample(form.replace("@S", secret), secret)

    return make


def _quoted(form: str) -> Callable[[Dice], Sample]:
    """A value with blanks and quotes, escaped as in JSON."""

    def make(d: Dice) -> Sample:
        secret = f'{d.of(ALNUM, 6)} "{d.of(ALNUM, 6)}" {d.of(ALNUM, 8)}'
        return Sample(form.replace("@S", json.dumps(secret)), secret.split('"')[-1].strip())

    return make


def _pem_as(form: str) -> Callable[[Dice], Sample]:
    def make(d: Dice) -> Sample:
        block, body = _pem(d)
        texts = {
            "block": f"key:\n{block}\nread",
            "escaped": json.dumps({"k": block}),
            "twice escaped": json.dumps(json.dumps({"k": block})),
            "cut at the end": block[:700],
            "one line": f"PRIVATE KEY {body.replace('=', '')}",
            "base64 alone": f"loading MIIEvQIBADANBg{body} failed",
        }
        return Sample(texts[form], body[100:400].replace("=", ""))

    return make


def _url(form: str) -> Callable[[Dice], Sample]:
    def make(d: Dice) -> Sample:
        secret = d.of(ALNUM, 14)
        return Sample(form.replace("@S", secret), secret)

    return make


NAMED: dict[str, tuple[Callable[[Dice], Sample], ...]] = {
    "password=, token: and the like": (
        _named("password=@S"),
        _named("DB_PASSWORD_STAGING=@S next"),
        _named('{"password": "@S", "user": "bob"}'),
        _named("{'token': '@S', 'n': 1}"),
        _named("export API_KEY=@S"),
        _named("secret_key: @S\nnext: 1"),
        _named("client_secret = '@S'"),
        _named("passwd:@S"),
        _named("connect(user='x', password='@S')"),
        _named("<password>@S</password>"),
        _named("'password': ['@S'],"),
        _named("PASSWORD=>@S"),
        _named("//registry.npmjs.org/:_authToken=@S"),
    ),
    "values with blanks and quotes": (
        _quoted('{"password": @S}'),
        _quoted("password=@S, user=bob"),
        _quoted("{'client_secret': @S}"),
    ),
    "command lines": (
        _named("tool --password @S --verbose"),
        _named("tool --api-key=@S"),
        _named("tool --token '@S' x"),
        _named("mysql -u root -p@S db"),
        _named("docker login -u bob -p @S"),
        _named("curl -u bob:@S https://example.com"),
    ),
    "said in a sentence": (
        _named("Password for user bob is @S"),
        _named("the password is @S, he said"),
        _named("password for bob: @S"),
    ),
    "connection strings": (
        _named("Driver={ODBC};Server=db;UID=bob;PWD=@S;Encrypt=yes"),
        _named("Server=db;User Id=bob;Password=@S;"),
        _named("jdbc:postgresql://db/app?user=bob&password=@S&ssl=true"),
        _named("host=db dbname=app user=bob password='@S' port=1"),
        lambda d: (lambda k: Sample(f"AccountName=acc;AccountKey={k};EndpointSuffix=x", k))(
            _b64(d, 64)
        ),
    ),
    "URLs with credentials": (
        _url("postgres://bob:@S@db.internal:5432/app"),
        _url("redis://:@S@127.0.0.1:6379/0"),
        _url("snowflake://bob:@S@myorg-acc/db/schema?warehouse=w"),
        _url("https://@S@host.example/repo.git"),
        _url("postgres://bob:p%40@S%2F@db/app"),
        _url("postgres://bob:p@ss/@S@db/app"),
        _url("next=postgres%3A%2F%2Fbob%3A@S%40db%2Fapp"),
        _url('{"u":"amqp:\\/\\/bob:@S@mq\\/v"}'),
    ),
    "headers and cookies": (
        lambda d: (lambda s: Sample(f"Authorization: Basic {s}", s))(_b64(d, 21)),
        lambda d: (lambda s: Sample(f"sent Bearer {s} to it", s))(d.of(WORD, 40)),
        lambda d: (lambda s: Sample(f'Authorization: Snowflake Token="{s}"', s))(d.of(BASE64, 60)),
        lambda d: (lambda s: Sample(f"Set-Cookie: sessionid={s}; Path=/; HttpOnly", s))(
            d.of(ALNUM, 32)
        ),
        lambda d: (lambda s: Sample(f"Cookie: a=b; csrftoken={s}; theme=dark", s))(d.of(ALNUM, 32)),
        lambda d: (lambda s: Sample(f"{{'X-Api-Key': '{s}'}}", s))(d.of(ALNUM, 32)),
        lambda d: (lambda s: Sample(f"('authorization', 'Bearer {s}')", s))(d.of(ALNUM, 32)),
    ),
    "signed addresses": (
        lambda d: (lambda s: Sample(f"https://b.s3.amazonaws.com/k?X-Amz-Signature={s}&a=1", s))(
            d.of(HEX, 64)
        ),
        lambda d: (lambda s: Sample(f"https://x.blob.core.windows.net/c?sv=1&sig={s}&se=2", s))(
            quote(_b64(d, 32), safe="")
        ),
        lambda d: (lambda s: Sample(f"https://storage.googleapis.com/b?X-Goog-Signature={s}", s))(
            d.of(HEX, 128)
        ),
        lambda d: (lambda s: Sample(f"https://c.net/k?Expires=1&Signature={s}&Key-Pair-Id=A", s))(
            d.of(WORD, 80)
        ),
    ),
    "private keys": tuple(
        map(
            _pem_as,
            ("block", "escaped", "twice escaped", "cut at the end", "one line", "base64 alone"),
        )
    ),
    "Snowflake accounts": (
        lambda d: (lambda s: Sample(f"https://{s}.snowflakecomputing.com/api", s))(
            f"{d.of(ALNUM, 7)}-{d.of(ALNUM, 8)}"
        ),
        lambda d: (
            lambda s: Sample(f"host {s}.eu-central-1.privatelink.snowflakecomputing.com", s)
        )(f"xy{d.of(DIGITS, 5)}"),
        lambda d: (lambda s: Sample(f"account={s} user=bob", s))(
            f"a{d.of(ALNUM, 6)}-b{d.of(ALNUM, 7)}"
        ),
        lambda d: (lambda s: Sample(f"cannot reach {s}.eu-central-1", s))(f"xy{d.of(DIGITS, 5)}"),
        lambda d: (lambda s: Sample(f"account '{s}' is locked", s))(f"ab{d.of(DIGITS, 5)}"),
    ),
    "e-mail addresses": (
        lambda d: (lambda s: Sample(f"ask {s}@example.com about it", s))(d.of(ALNUM, 9)),
        lambda d: (lambda s: Sample(f"?email={s}%40mail.example.org&x=1", s))(d.of(ALNUM, 9)),
        lambda d: (lambda s: Sample(f"<{s}@sub.example.co.uk>", s))(f"{d.of(ALNUM, 5)}.x+y"),
    ),
    "home directories": (
        lambda d: (lambda s: Sample(f"/home/{s}/app/main.py", s))(d.of(ALNUM, 8)),
        lambda d: (lambda s: Sample(f"File \"/Users/{s}/x.py\", line 3", s))(d.of(ALNUM, 8)),
        lambda d: (lambda s: Sample(f"C:\\Users\\{s} Doe\\AppData\\x", s))(d.of(ALNUM, 8)),
        lambda d: (lambda s: Sample(f"C:\\\\Users\\\\{s}\\\\x.log", s))(d.of(ALNUM, 8)),
        lambda d: (lambda s: Sample(f"\\\\files\\homes\\{s}\\doc.txt", s))(d.of(ALNUM, 8)),
    ),
}  # fmt: skip


def secrets(kind: str, count: int, seed: int = 1) -> list[Sample]:
    """`count` samples of one class, every form and carrier in turn."""
    d = Dice(seed)
    if kind in NAMED:
        forms = NAMED[kind]
        return [forms[n % len(forms)](d) for n in range(count)]
    found = []
    for n in range(count):
        token = TOKENS[kind](d)
        found.append(Sample(CARRIERS[n % len(CARRIERS)](token), token))
    return found


CLASSES = (*TOKENS, *NAMED)


def _uuid(d: Dice) -> str:
    return str(uuid.UUID(int=d.random.getrandbits(128), version=4))


# class → a text that has to stay as it is
ORDINARY: dict[str, tuple[Callable[[Dice], str], ...]] = {
    "ids and digests": (
        lambda d: f"request {_uuid(d)} was claimed",
        lambda d: f"query id 01{d.of(HEX, 6)}-0000-{d.of(HEX, 4)}-0000-{d.of(HEX, 12)}",
        lambda d: f"sha256 {d.of(HEX, 64)}",
        lambda d: f"commit {d.of(HEX, 40)} by bob",
        lambda d: f"md5={d.of(HEX, 32)}",
        lambda d: f"etag W/\"{d.of(HEX, 20)}\"",
    ),
    "numbers and times": (
        lambda d: f"took {d.of(DIGITS, 3)}.{d.of(DIGITS, 2)} ms, {d.of(DIGITS, 5)} bytes",
        lambda d: f"2026-11-24T21:{d.of('012345', 2)}:07.123456Z",
        lambda d: f"prompt_tokens={d.of(DIGITS, 3)} max_tokens: {d.of(DIGITS, 4)}",
        lambda d: f"127.0.0.1:{d.of(DIGITS, 4)} 10.0.{d.of('12', 1)}.7",
    ),
    "sentences about passwords": (
        lambda d: "the password was wrong",
        lambda d: "Please enter a correct username and password.",
        lambda d: "password: this field is required",
        lambda d: "The password is too similar to the username.",
        lambda d: "token is expired; sign in again",
        lambda d: "a basic understanding of the bearer of bad news",
        lambda d: "reset the password, then change the secret",
        lambda d: "password_changed_at=2026-11-24 token_count=12 token_type=bearer",
        lambda d: "password=None token=null",
    ),
    "paths and stages": (
        lambda d: f"@SVGSITE.PUBLIC.SVG_STAGE/2026/11/22/{_uuid(d)}/house.svg",
        lambda d: "/srv/app/generation/snowflake/stages.py, line 61, in list_files",
        lambda d: "/usr/lib/python3.11/site-packages/django/core/handlers/base.py",
        lambda d: f"/var/log/app/{d.of(HEX, 8)}.log",
        lambda d: "SVGSITE.PUBLIC.TMP_SVG_0A1B2C3D_1",
    ),
    "addresses": (
        lambda d: "https://docs.example.com:8443/a/b?page=2&sort=name#top",
        lambda d: "http://127.0.0.1:8601/session/v1/login-request?requestId=7",
        lambda d: "https://medium.example/@someone/a-title",
        lambda d: "git@github.com:org/repo.git",
        lambda d: "?q=a&status=failed&model=claude-sonnet-4-5",
    ),
    "names and code": (
        lambda d: "claude-sonnet-4-5 answered for openai-gpt-4.1",
        lambda d: "sk-learn and key-value and task-queue",
        lambda d: "def sign_in(password: str, token: str | None = None) -> bool:",
        lambda d: "generation.models.SVGGenerationRequest.objects.filter(pk=3)",
        lambda d: "SELECT count(*) FROM svg_generation_requests WHERE status = 'failed'",
        lambda d: "mkdir -p build && ssh -p 22 host",
        lambda d: f"sha512-{_b64(d, 64)}",
        lambda d: "compass: north, passenger=3, tokenizer: bpe, secretary: none",
        lambda d: "the account was re-created; account: not found",
    ),
    "prompts": (
        lambda d: "a red house under a yellow sun, with two green trees",
        lambda d: "The secret garden: a door, a key and a robin",
        lambda d: "a bar chart: apples 3, pears 5",
    ),
}  # fmt: skip


def ordinary(kind: str, count: int, seed: int = 1) -> list[str]:
    d = Dice(seed)
    forms = ORDINARY[kind]
    return [forms[n % len(forms)](d) for n in range(count)]


def leaks(sample: Sample, masked: str, *, piece: int = 6) -> bool:
    """True where the secret, or a tail or a head of it, is still there."""
    secret = sample.secret
    return secret in masked or secret[-piece:] in masked or secret[:piece] in masked
