"""Every bound of the sanitiser, in one place.

Bytes are UTF-8 bytes. The bounds are chosen so that any answer of at most
``MAX_BYTES`` ends within one second and 100 MB.
"""

MAX_BYTES = 1_048_576  # the specification's limit, for the answer and for the picture
MAX_ELEMENTS = 10_000  # a model answer of 64,000 tokens has some 3,000
MAX_TAGS = 40_000  # start tags read, forbidden ones included
MAX_EDGES = 2_000  # <svg and </svg> looked at in one answer
MAX_DEPTH = 64
MAX_ATTRIBUTES = 64  # per element
MAX_AMPERSANDS = 50_000
MAX_EXPANDED = 100_000  # elements a renderer visits once every reference is followed
MAX_REFERENCE_DEPTH = 16

MAX_CSS_BYTES = 65_536  # all <style> elements of a picture together
MAX_CSS_NESTING = 8
MAX_CSS_SELECTORS = 1_000
MAX_CSS_VARIABLES = 200  # custom properties in force at one element
MAX_CSS_MATCHES = 50_000  # selector tests plus declarations applied
MAX_DECLARATION_BYTES = 1_024  # one property with its value
MAX_DISTINCT_DECLARATION_BYTES = 65_536  # what the slow CSS tokenizer sees of one picture

MAX_ROOT_PIXELS = 10_000  # width or height of the outermost svg
MAX_PLAIN_TEXT = 1_000  # characters of a title, a description, a label
MAX_MARKED_TEXTS = 200  # titles and labels with < > & in them; the HTML cleaner is slow
MAX_ID = 100
MAX_LIST_NUMBERS = 1_000  # per attribute that holds a short list

BITMAP_COST = 500  # elements that one filter or mask, a full-size bitmap, counts as
MAX_FILTER_PRIMITIVES = 32
MAX_BLUR = 200.0
MAX_OCTAVES = 8
MAX_MORPHOLOGY = 50.0
MAX_KERNEL = 7
MAX_FONT_SIZE = 5_000.0
MIN_DASH = 0.05  # a finer dash pattern costs the renderer a million segments

MAX_RECEIPT_ENTRIES = 200
MAX_RECEIPT_TEXT = 80
