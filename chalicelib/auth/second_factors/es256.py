"""Checks signatures of security keys: ECDSA over P-256 with SHA-256 (FIPS 186-4), in plain Python.

Only public values are worked with, so nothing can leak by time; a check takes some milliseconds, and a library would
weigh more than everything else that a log in imports.
"""

import hashlib

# The curve y^2 = x^3 - 3x + B over the field of P, with the base point G of order N (FIPS 186-4, D.1.2.3).
P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
Point = tuple[int, int]


def is_on_curve(point: Point) -> bool:
    """Return whether a point can be a public key."""
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0


def is_good(key: Point, message: bytes, signature: bytes) -> bool:
    """Return whether a DER signature of a message was made with the key."""
    numbers = _numbers(signature)
    if numbers is None or not is_on_curve(key) or not all(0 < number < N for number in numbers):
        return False
    r, s = numbers
    digest, inverse = int.from_bytes(hashlib.sha256(message).digest(), "big"), pow(s, -1, N)
    point = _sum(_times(digest * inverse % N, G), _times(r * inverse % N, key))
    return point is not None and point[0] % N == r


def _numbers(signature: bytes) -> tuple[int, int] | None:
    """Return the two whole numbers of a DER sequence, None for anything else."""
    if len(signature) < 8 or signature[0] != 0x30 or signature[1] != len(signature) - 2:
        return None
    found, at = [], 2
    while at + 2 <= len(signature) and signature[at] == 0x02:
        end = at + 2 + signature[at + 1]
        found.append(int.from_bytes(signature[at + 2 : end], "big"))
        at = end
    return (found[0], found[1]) if len(found) == 2 and at == len(signature) else None


def _times(factor: int, point: Point) -> Point | None:
    found: Point | None = None
    addend: Point | None = point
    while factor:
        if factor & 1:
            found = _sum(found, addend)
        addend = _sum(addend, addend)
        factor >>= 1
    return found


def _sum(one: Point | None, other: Point | None) -> Point | None:
    """Return the sum of two points; None is the point at infinity."""
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    if one == other:
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P
