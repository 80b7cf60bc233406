// What DynamoDB keeps of its tables. Items are kept apart (items.hpp).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::dynamodb {

/// A table's or an index's key attributes. No sort key: an empty name.
struct KeySchema {
  std::string hash;
  std::string range;
};
BOOST_DESCRIBE_STRUCT(KeySchema, (), (hash, range))

/// Provisioned units; 0 of what is paid per request.
struct Throughput {
  std::int64_t read = 0;
  std::int64_t write = 0;
  std::int64_t decreases = 0;  ///< Today, as AWS counts them; here ever.
};
BOOST_DESCRIBE_STRUCT(Throughput, (), (read, write, decreases))

struct IndexRecord {
  std::string name;
  bool global = false;
  KeySchema keys;
  std::string projection;  ///< "ALL", "KEYS_ONLY", "INCLUDE".
  std::vector<std::string> included;
  Throughput throughput;
  std::string status;  ///< Of global ones: "CREATING", "ACTIVE", "DELETING".
};
BOOST_DESCRIBE_STRUCT(IndexRecord, (),
                      (name, global, keys, projection, included, throughput, status))

struct TableRecord {
  std::string name;
  std::string id;
  Instant created;
  std::string status;                        ///< "CREATING", "ACTIVE", "UPDATING", "DELETING".
  std::map<std::string, std::string> types;  ///< Of attributes that are keys: "S", "N", "B".
  KeySchema keys;
  std::vector<IndexRecord> indexes;
  std::string billing_mode;  ///< "PROVISIONED" or "PAY_PER_REQUEST".
  Instant on_demand_since;   ///< Epoch: it never was.
  Throughput throughput;
  std::string table_class;  ///< Empty: it was never said.
  bool deletion_protection = false;
  std::map<std::string, std::string> tags;
  std::string ttl_attribute;
  std::string ttl_status;  ///< Empty is "DISABLED"; "ENABLING", "ENABLED", "DISABLING".
};
BOOST_DESCRIBE_STRUCT(TableRecord, (),
                      (name, id, created, status, types, keys, indexes, billing_mode,
                       on_demand_since, throughput, table_class, deletion_protection, tags,
                       ttl_attribute, ttl_status))

/// A transaction that was carried out under a client's token.
struct TokenRecord {
  std::string request;  ///< A digest of it.
  Instant at;
};
BOOST_DESCRIBE_STRUCT(TokenRecord, (), (request, at))

}  // namespace spotdrill::dynamodb
