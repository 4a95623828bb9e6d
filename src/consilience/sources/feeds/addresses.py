"""Which addresses the program may call: everything on the open internet and nothing inside the host's own network.

A feed names addresses, and so does every page that redirects; a feed that names `127.0.0.1` or a cloud's metadata service
makes the program ask there in its own name. So an address is refused unless it is known to be public.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_EMBEDDING = (
    (ip_network("64:ff9b::/96"), 0),  # NAT64, RFC 6052: the IPv4 address is the last 32 bits
    (ip_network("64:ff9b:1::/48"), 0),  # local NAT64, RFC 8215
    (ip_network("2002::/16"), 80),  # 6to4, RFC 3056: the 32 bits after the prefix
    (ip_network("::/96"), 0),  # IPv4-compatible, RFC 4291, deprecated but still parsed
)
"""IPv6 ranges that carry an IPv4 address, and by how many bits it must be shifted to be the last 32."""

_TEREDO = ip_network("2001::/32")
_RESERVED = tuple(
    ip_network(net)
    for net in (
        "100.64.0.0/10",  # carrier-grade NAT, RFC 6598
        "192.0.0.0/24",  # protocol assignments, among them the addresses of provisioning services
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "198.18.0.0/15",  # benchmarks
        "fec0::/10",  # site-local, deprecated but still routed in places
    )
)
"""Ranges that are not all "private" to the standard library of every Python from 3.11 on."""


def is_public(address: str) -> bool:
    """Whether a numeric address lies on the open internet.

    False for loopback, private, link-local, carrier-grade NAT, multicast, documentation, benchmark and unspecified
    ranges, for anything that is no address, and for an IPv6 address that carries an IPv4 address of such a range.
    """
    try:
        parsed = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return all(_is_global(each) for each in (parsed, *_carried(parsed)))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    if any(address in net for net in _RESERVED if net.version == address.version):
        return False
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)
    ) or _is_translated(address)


def _is_translated(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IPv6 address is only a carrier: what counts is the address in it, judged beside."""
    return isinstance(address, IPv6Address) and bool(_carried(address))


def _carried(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries: mapped, translated, tunnelled."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _TEREDO and address.teredo:
        return address.teredo
    value = int(address)
    return tuple(IPv4Address(value >> shift & 0xFFFFFFFF) for net, shift in _EMBEDDING if address in net)
