#!/usr/bin/env python3
"""What somebody remembers of a message, and the message that a search for it must find, from a mailbox: for KnownItems.java.

usage: knownitems.py MBOX OUT.tsv [PER_CLASS [SEED]]      (100 of each class at most; seed 1)

Each row: class, query, the msg-ids that count as found.
  passage    six words in a row of a line that one message wrote and two later ones quote: who wrote it
  patchline  the same, of a line that a patch adds or removes
  error      the words of a line that tells of an error, without numbers, that one message wrote and another quotes
  function   a function that one to five messages wrote and another quotes: any of those
  file       a path that one to five messages wrote and another quotes: any of those
  date       an author, the month and a rare word: any message of the author in that month that has it
  thread     three rare words of a subject: any message with that subject

What a message wrote is what does not begin with a quote mark, down to the signature. A line counts as written by one message
only if no other holds its words in a row anywhere, quotations left out: so the answer is never a matter of taste.
"""
import collections
import datetime
import email
import email.header
import email.utils
import random
import re
import sys
import zlib

MAX_TEXT = 60_000
QUOTE = re.compile(r"\s{0,3}[>|]")
WORD = re.compile(r"[^\W_]+", re.UNICODE)
NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?=\()")
PATH = re.compile(r"(?<![\w/.])(?:[\w.+-]+/){2,}[\w+-]+\.[chSs]\b")
PLAIN = re.compile(r"[a-z]{4,}")
ERROR = re.compile(r"\b(?:error|fail(?:ed|ure)?|cannot|unable|bug|panic|fault|invalid|unhandled|not found|no such)\b", re.I)
REPLY = re.compile(r"^\s*(?:(?:re|fwd?|aw|sv|antw)\s*:\s*|\[[^\]]*\]\s*)+", re.I)


def messages(path):
    with open(path, "rb") as mailbox:
        for raw in re.split(rb"(?m)^From \S.*\d\d:\d\d:\d\d.*\n", mailbox.read())[1:]:
            yield email.message_from_bytes(raw)


def decoded(value):
    try:
        return str(email.header.make_header(email.header.decode_header(value or "")))
    except (LookupError, UnicodeError, ValueError, email.errors.HeaderParseError):
        return str(value or "")


def text_of(message):
    for part in message.walk():
        if part.get_content_type() == "text/plain" and part.get_content_disposition() != "attachment":
            body = part.get_payload(decode=True) or b""
            try:
                return body.decode(part.get_content_charset() or "utf-8", "replace")[:MAX_TEXT]
            except LookupError:
                return body.decode("latin-1")[:MAX_TEXT]
    return ""


def words_of(line):
    return [word.lower() for word in WORD.findall(line)]


class Mail:
    def __init__(self, message):
        self.id = (message.get("Message-ID") or "").strip().strip("<>")
        self.subject = re.sub(r"\s+", " ", decoded(message.get("Subject"))).strip()
        self.author = email.utils.parseaddr(decoded(message.get("From")))[0]
        try:
            self.sent = email.utils.parsedate_to_datetime(message.get("Date"))
        except (TypeError, ValueError):
            self.sent = None
        self.own, self.quoted = [], []
        for line in text_of(message).split("\n"):
            if QUOTE.match(line):
                self.quoted.append(re.sub(r"^[\s>|]+", "", line))
            elif line.startswith("-- "):
                break
            else:
                self.own.append(line)


def rows_of_six(words):
    """Rows of six words in a row, one in eight of them, to save memory."""
    for start in range(len(words) - 5):
        row = " ".join(words[start:start + 6])
        if zlib.crc32(row.encode("utf-8", "replace")) % 8 == 0:
            yield row


class Archive:
    """Who wrote and who quotes each row of six words, each error, function and path; and how many wrote each word."""

    def __init__(self, mails):
        self.mails = mails
        self.wrote, self.quotes = collections.defaultdict(set), collections.defaultdict(set)
        self.spread = collections.Counter()
        for number, mail in enumerate(mails):
            for lines, keys in ((mail.own, self.wrote), (mail.quoted, self.quotes)):
                for key in rows_of_six([word for line in lines for word in words_of(line)]):
                    keys[key].add(number)
                for line in lines:
                    for key in NAME.findall(line) + PATH.findall(line) + error_in(line):
                        keys[key].add(number)
            self.spread.update({word for line in mail.own for word in words_of(line)})

    def is_telling(self, words):
        return sum(self.spread[word] < .02 * len(self.mails) for word in words) >= 2


def error_in(line):
    words = [word for word in words_of(line) if not any(c.isdigit() for c in word)]
    return ["! " + " ".join(words)] if 5 <= len(words) <= 12 and ERROR.search(line) else []


def passages(archive, chance, is_wanted):
    for number in shuffled(range(len(archive.mails)), chance):
        for line in shuffled(filter(is_wanted, archive.mails[number].own), chance):
            rows = [row for row in rows_of_six(words_of(line))
                    if archive.wrote[row] == {number} and archive.is_telling(row.split())
                    and sum(other > number for other in archive.quotes.get(row, ())) >= 2]
            if rows:
                yield chance.choice(rows), [number]
                break


def named(archive, chance, is_name, most):
    for name in shuffled(sorted(filter(is_name, archive.quotes)), chance):
        writers = archive.wrote.get(name, set())
        if 1 <= len(writers) <= most and archive.quotes[name] - writers:
            yield name.removeprefix("! "), sorted(writers)


def dates(archive, chance):
    by_author = collections.defaultdict(list)
    for number, mail in enumerate(archive.mails):
        if mail.sent and len(mail.author.split()) == 2 and mail.author.isascii() and mail.author.replace(" ", "").isalpha():
            by_author[mail.author, mail.sent.astimezone(datetime.timezone.utc).strftime("%Y-%m")].append(number)
    for (author, month), numbers in shuffled(sorted(by_author.items()), chance):
        number = chance.choice(numbers)
        own = {word for line in archive.mails[number].own for word in words_of(line) if PLAIN.fullmatch(word)}
        rare = sorted(word for word in own if 3 <= archive.spread[word] <= .01 * len(archive.mails))
        if rare:
            word = chance.choice(rare)
            having = [n for n in numbers if any(word in words_of(line) for line in archive.mails[n].own)]
            yield f"f:{author.split()[1].lower()} d:{month} {word}", having


def threads(archive, chance):
    by_subject = collections.defaultdict(list)
    for number, mail in enumerate(archive.mails):
        by_subject[REPLY.sub("", mail.subject).lower()].append(number)
    spread = collections.Counter(word for subject in by_subject for word in set(words_of(subject)))
    for subject, numbers in shuffled(sorted(by_subject.items()), chance):
        words = sorted({word for word in words_of(subject) if PLAIN.fullmatch(word)}, key=lambda word: (spread[word], word))[:3]
        if len(words) == 3 and len(numbers) <= 40:
            holding = [other for other in by_subject if set(words) <= set(words_of(other))]
            if holding == [subject]:
                yield " ".join(shuffled(words, chance)), numbers


def shuffled(items, chance):
    items = list(items)
    chance.shuffle(items)
    return items


def is_prose(line):
    return not line.startswith(("+", "-", "@@", " ", "\t", "diff ", "index ")) and "  " not in line.strip()


def is_change(line):
    return line.startswith(("+", "-")) and not line.startswith(("+++", "---"))


def main(mailbox, out, per_class=100, seed=1):
    mails = [mail for mail in map(Mail, messages(mailbox)) if mail.id and not re.search(r"\s", mail.id)]
    archive = Archive(mails)
    classes = {
        "passage": lambda chance: passages(archive, chance, is_prose),
        "patchline": lambda chance: passages(archive, chance, is_change),
        "error": lambda chance: named(archive, chance, lambda key: key.startswith("! "), 1),
        "function": lambda chance: named(archive, chance, lambda key: NAME.match(key + "(") and " " not in key, 5),
        "file": lambda chance: named(archive, chance, PATH.fullmatch, 5),
        "date": lambda chance: dates(archive, chance),
        "thread": lambda chance: threads(archive, chance),
    }
    with open(out, "w") as rows:
        for name, make in classes.items():
            used, count = set(), 0
            for query, numbers in make(random.Random(f"{seed} {name}")):
                if count < per_class and numbers[0] not in used:
                    used.add(numbers[0])
                    count += 1
                    rows.write(f"{name}\t{query}\t{' '.join(mails[number].id for number in numbers)}\n")
            print(name, count)
    print("from", len(mails), "messages")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
