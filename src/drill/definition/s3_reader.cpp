#include "drill/definition/s3_reader.hpp"

#include <fmt/format.h>

#include "base/bandwidth.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view bandwidth_expected = "a rate such as 50MB/s or 400Mbit/s";

void read_line(YamlReader& reader, const YAML::Node& node, S3Line& line) {
  if (!reader.mapping(node, "s3", {"bandwidth", "latency"})) return;
  if (node["bandwidth"]) {
    line.bandwidth = reader.text(node["bandwidth"], bandwidth_expected).value_or("");
    if (!parse_bandwidth(line.bandwidth)) {
      reader.mistake(node["bandwidth"], fmt::format("'{}' is no bandwidth; expected {}",
                                                    line.bandwidth, bandwidth_expected));
    }
  }
  if (node["latency"] && reader.duration(node["latency"], "a time such as 20ms")) {
    line.latency = node["latency"].Scalar();
  }
}

/// "buckets: [ckpt]", or "buckets: {ckpt: ./seed}"; of the latter a name may have nothing.
void read_buckets(YamlReader& reader, const YAML::Node& node, std::vector<Bucket>& buckets) {
  if (node.IsSequence()) {
    for (const YAML::Node& name : node) {
      if (const auto text = reader.text(name, "a bucket's name")) buckets.push_back({*text, {}});
    }
    return;
  }
  if (!node.IsMap()) {
    reader.mistake(node, "buckets must be a list of names, or a mapping such as {ckpt: ./seed}");
    return;
  }
  for (const auto& entry : node) {
    Bucket bucket{.name = entry.first.Scalar()};
    if (!entry.second.IsNull()) {
      const auto name = reader.text(entry.second, "a directory of this machine");
      if (!name) continue;
      std::error_code error;
      bucket.filled_from = std::filesystem::canonical(reader.beside(*name), error);
      if (error || !std::filesystem::is_directory(bucket.filled_from, error)) {
        reader.mistake(entry.second,
                       fmt::format("'{}' is not a directory here", reader.beside(*name).string()));
      }
    }
    buckets.push_back(std::move(bucket));
  }
}

}  // namespace

void read_s3(YamlReader& reader, const YAML::Node& root, Definition& definition) {
  if (root["s3"]) read_line(reader, root["s3"], definition.s3);
  if (root["buckets"]) read_buckets(reader, root["buckets"], definition.buckets);
}

}  // namespace spotdrill::drill
