// What S3 keeps of buckets, objects and uploads. The bytes are blobs beside the store.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::s3 {

struct BucketRecord {
  std::string name;
  std::string region;
  Instant created;
  std::string versioning;  ///< "Enabled", "Suspended"; empty: it never was.
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> settings;  ///< JSON, by the names in settings.hpp.
};
BOOST_DESCRIBE_STRUCT(BucketRecord, (), (name, region, created, versioning, tags, settings))

/// A stretch of a blob. Copies share blobs; an object of several parts has a stretch for each.
struct Piece {
  std::string blob;
  std::int64_t offset = 0;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(Piece, (), (blob, offset, size))

/// What a client says of an object, kept and given back. Empty: it did not say.
struct Attributes {
  std::string cache_control;
  std::string content_disposition;
  std::string content_encoding;
  std::string content_language;
  std::string content_type;
  std::string expires;
  std::string storage_class;
  std::string website_redirect_location;
  std::map<std::string, std::string> metadata;
};
BOOST_DESCRIBE_STRUCT(Attributes, (),
                      (cache_control, content_disposition, content_encoding, content_language,
                       content_type, expires, storage_class, website_redirect_location, metadata))

/// A checksum of the algorithms that checksums.hpp has. Empty algorithm: none was asked for.
struct ChecksumRecord {
  std::string algorithm;  ///< "CRC32".
  std::string value;      ///< Base64; "…-3" of a composite one.
  std::string type;       ///< "FULL_OBJECT", "COMPOSITE".
};
BOOST_DESCRIBE_STRUCT(ChecksumRecord, (), (algorithm, value, type))

/// A version of an object; a delete marker is one, too.
struct ObjectRecord {
  std::string bucket;
  std::string key;
  std::string etag;  ///< Without its quotes.
  std::int64_t size = 0;
  Instant last_modified;
  Attributes attributes;
  ChecksumRecord checksum;
  std::vector<Piece> pieces;
  std::vector<std::int64_t> part_sizes;  ///< Empty: it was not uploaded in parts.
  std::map<std::string, std::string> tags;
  std::string version;      ///< Its id; empty: "null", as without versioning.
  std::int64_t number = 0;  ///< The newer of two versions of a key has the greater one.
  bool is_delete_marker = false;
};
BOOST_DESCRIBE_STRUCT(ObjectRecord, (),
                      (bucket, key, etag, size, last_modified, attributes, checksum, pieces,
                       part_sizes, tags, version, number, is_delete_marker))

struct UploadRecord {
  std::string bucket;
  std::string key;
  std::string id;
  Instant initiated;
  std::string initiator;  ///< ARN.
  Attributes attributes;
  ChecksumRecord checksum;  ///< Algorithm and type only.
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(UploadRecord, (),
                      (bucket, key, id, initiated, initiator, attributes, checksum, tags))

struct PartRecord {
  std::int32_t number = 0;
  std::string etag;  ///< The MD5 in hexadecimal digits.
  std::int64_t size = 0;
  Instant last_modified;
  ChecksumRecord checksum;
  std::vector<Piece> pieces;
};
BOOST_DESCRIBE_STRUCT(PartRecord, (), (number, etag, size, last_modified, checksum, pieces))

}  // namespace spotdrill::s3
