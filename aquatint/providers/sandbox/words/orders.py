# ruff: noqa: E501 -- one verb a line; words of other scripts
# fmt: off
"""The verbs of an instruction, in English and ten more languages: remove, add, replace, move, resize; and what only joins them."""

import re

REMOVE = re.compile(r"\b(remove|delete|erase|get rid of|take (?:away|out)|without|no more|entferne|lösche|quita|elimina|borra|supprime|enlève|efface|remova|apague|retire)\b"
                    r"|去掉|移除|删除|消して|取り除|지워|제거|없애|हटा|সরা|মুছ|احذف|أزل", re.IGNORECASE)
ADD = re.compile(r"\b(add|put|insert|place|include|give|draw|another|more|füge|añade|agrega|pon|ajoute|mets|adicione|acrescente)\b"
                 r"|添加|加上|追加|足して|추가|जोड़|যোগ|أضف", re.IGNORECASE)
SWAPS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\b(?:replace|swap|turn|change|exchange|make)\b(?P<old>.+?)\b(?:with|by|into|for|to)\b(?P<new>.+)",
    r"\b(?:cambia|reemplaza|sustituye|substitua|troque|remplace|change)\b(?P<old>.+?)\b(?:por|par|en)\b(?P<new>.+)",
    r"\b(?:ersetze|tausche|verwandle)\b(?P<old>.+?)\b(?:durch|gegen|in)\b(?P<new>.+)",
    r"把(?P<old>.+?)(?:换成|变成|改成|替换为)(?P<new>.+)",
    r"(?P<old>.+?)を(?P<new>.+?)(?:に変えて|にして|に置き換え|くして)",
    r"(?P<old>.+?)[을를] (?P<new>.+?)(?:으로|로)(?: (?:바꿔|변경|만들).*)?$",
    r"(?P<old>.+?) (?:को|की जगह) (?P<new>.+?) (?:से बदल|में बदल|कर|बना).*",
    r"(?P<old>.+?)(?:ের|র) (?:বদলে|জায়গায়) (?P<new>.+)",
    r"استبدل (?P<old>.+?) ب(?P<new>.+)",
))
"""Old and new of "replace the fox with a dog", one pattern for each way of saying it."""
BIGGER = re.compile(r"\b(bigger|larger|taller|enlarge|grow|más grande|mayor|größer|plus grand|maior)\b|变大|更大|大きく|크게|बड़ा|বড়|أكبر", re.IGNORECASE)
SMALLER = re.compile(r"\b(smaller|shorter|shrink|tinier|más pequeño|kleiner|plus petit|menor)\b|变小|更小|小さく|작게|छोटा|ছোট|أصغر", re.IGNORECASE)
MOVE = re.compile(r"\b(?:move|shift|push|drag|mueve|bewege|verschiebe|déplace|mova)\b.*\b(left|right|up|down|middle|centre|center|izquierda|derecha|links|rechts|gauche|droite|esquerda|direita)\b", re.IGNORECASE)
SIDES = {"izquierda": "left", "derecha": "right", "links": "left", "rechts": "right", "gauche": "left", "droite": "right", "esquerda": "left", "direita": "right"}
JOINTS = re.compile(
    r"\b(haz|hazlo|que sea|pon|ponlo|pinta|más|mach|mache|lass|male|fais|rends|mets|faça|deixe|torne|pinte)\b"
    r"|把|变成|改成|换成|让|請|请|くして|にして|して|変えて|바꿔|만들어|करो|कर दो|बनाओ|बदलो|করো|করুন|বানাও|বদলাও|اجعله|اجعل|غير", re.IGNORECASE)  # fmt: skip
"""Verbs that only say that something becomes something; the rest of the clause says what."""
VERBS = {
    "remove", "delete", "erase", "take", "add", "put", "insert", "place", "include", "give", "replace", "swap", "turn",
    "change", "exchange", "bigger", "larger", "taller", "smaller", "shorter", "shrink", "enlarge", "move", "shift", "push",
    "entferne", "lösche", "quita", "elimina", "borra", "supprime", "enlève", "efface", "remova", "apague", "retire", "füge", "hinzu",
    "añade", "agrega", "pon", "ajoute", "mets", "adicione", "acrescente", "去掉", "移除", "删除", "添加", "加上", "消して", "追加", "지워줘", "추가", "हटाओ", "जोड़ो",
    "another", "recolour", "recolor", "write", "instead", "ersetze", "tausche", "verwandle", "durch", "cambia", "reemplaza", "sustituye", "por", "remplace",
    "par", "substitua", "troque", "mueve", "bewege", "verschiebe", "déplace", "mova", "يوضع", "أضف", "احذف", "استبدل", "যোগ", "größer", "grösser", "es", "fasse",
}  # fmt: skip
"""Words of an instruction that say what to do; they are understood even where no table of things knows them."""
NEXT = r"\band (?=(?:add|put|remove|delete|erase|make|replace|change|move|turn|swap|paint|insert)\b)"
CLAUSE = re.compile(rf"[,;.]\s+|\b(?:and )?then\b|{NEXT}", re.IGNORECASE)

THE = re.compile(r"\b(?:the|this|that|its|his|her|their|der|die|das|el|la|los|las|le|les|o|a|os|as)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""What stands before a thing that is taken to be there already."""
_PEOPLE = ("person", "chef", "doctor", "farmer", "wizard", "knight", "pirate", "astronaut")
KIN = {
    "boat": ("rowboat", "ship"), "ship": ("boat", "rowboat"), "rowboat": ("boat",), "car": ("van", "truck"), "chair": ("armchair",),
    "person": ("woman", "man", "girl", "boy", "child", *_PEOPLE[1:]), "man": _PEOPLE, "woman": _PEOPLE,
    "child": ("girl", "boy", "baby"), "girl": ("child",), "boy": ("child",), "house": ("cabin", "barn"), "cabin": ("house",),
    "tree": ("pine", "birch", "willow", "palm", "blossom", "bonsai"), "flower": ("rose", "tulip", "sunflower", "lotus"),
    "bird": ("duck", "swan", "flamingo", "heron", "parrot", "eagle", "seagull", "chicken", "owl", "penguin", "peacock"),
    "cup": ("mug",), "mug": ("cup",), "glass": ("wineglass",), "lamp": ("floorlamp", "streetlamp", "lantern"),
    "party_balloon": ("balloon_air",), "balloon_air": ("party_balloon",),
}  # fmt: skip
"""What a word may mean in a picture that has nothing of its own kind: "the boat" is the rowing boat."""


def swap(clause: str) -> tuple[str, str] | None:
    """Return what is to become what, if the clause says so."""
    found = next((match for pattern in SWAPS if (match := pattern.search(clause))), None)
    return (found["old"], found["new"]) if found else None


def bare(clause: str) -> str:
    """Return the clause without the verbs that only join its parts."""
    return JOINTS.sub(" ", clause)
