// What SQS keeps: of queues, of what is in them, and of what moves between them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "base/units.hpp"

namespace spotdrill::sqs {

struct QueueRecord {
  std::string name;
  std::string id;  ///< Another one each time that a queue of this name is made.
  Instant created;
  Instant modified;
  Instant purged;                                 ///< Last. Epoch: it never was.
  std::map<std::string, std::string> attributes;  ///< Those that were set, as they were written.
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(QueueRecord, (), (name, id, created, modified, purged, attributes, tags))

/// A queue that was deleted: no other of its name may be made for a while.
struct DeletedRecord {
  Instant at;
};
BOOST_DESCRIBE_STRUCT(DeletedRecord, (), (at))

/// A message attribute. What is binary is kept in base64: records are text.
struct AttributeRecord {
  std::string type;  ///< "String", "Number.int", "Binary".
  std::string value;
};
BOOST_DESCRIBE_STRUCT(AttributeRecord, (), (type, value))

/// What was sent. It does not change but when its message is moved to another queue.
struct Content {
  std::string id;  ///< MessageId.
  std::string body;
  std::string body_md5;
  std::map<std::string, AttributeRecord> attributes;
  std::string sender;
  std::string trace_header;
  std::string group;
  std::string deduplication_id;
  std::string dead_letter_source;       ///< ARN of the queue that it was moved from.
  std::int64_t receives_elsewhere = 0;  ///< In the queues that it was in before.
};
BOOST_DESCRIBE_STRUCT(Content, (),
                      (id, body, body_md5, attributes, sender, trace_header, group,
                       deduplication_id, dead_letter_source, receives_elsewhere))

/// A message that a deduplication id stands for.
struct Duplicate {
  std::string message_id;
  std::uint64_t position = 0;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Duplicate, (), (message_id, position, at))

/// A message movement task.
struct MoveRecord {
  std::string source;           ///< ARN.
  std::string destination;      ///< ARN; empty: each message goes back to where it was.
  std::int32_t per_second = 0;  ///< 0: as fast as it goes.
  Instant started;
  std::string status;  ///< "RUNNING", "COMPLETED", "CANCELLED", "FAILED".
  std::string failure;
  std::int64_t moved = 0;
  std::int64_t to_move = 0;
};
BOOST_DESCRIBE_STRUCT(MoveRecord, (),
                      (source, destination, per_second, started, status, failure, moved, to_move))

}  // namespace spotdrill::sqs
