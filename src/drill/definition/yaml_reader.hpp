// Reads YAML nodes into plain values and collects every mistake with its place.
#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

class YamlReader {
 public:
  explicit YamlReader(std::filesystem::path path) : path_(std::move(path)) {}

  /// Notes a mistake at `node`.
  void mistake(const YAML::Node& node, std::string message);

  /// Notes a mistake in the document that `node` names or is: "WHAT: ERROR". An error that begins
  /// with a member's path ("targets.workload.tragets: …") says where.
  void mistake_in(const YAML::Node& node, std::string_view what, std::string_view error);

  /// The document that `node` names, or the place of `node` when it is one itself.
  [[nodiscard]] std::string place_of(const YAML::Node& node) const;

  /// Where `node` stands in the drill's file: "drill.yaml:12:3".
  [[nodiscard]] std::string line_of(const YAML::Node& node) const;

  /// True when `node` is a mapping with none but these keys. Notes what is wrong otherwise.
  bool mapping(const YAML::Node& node, std::string_view what,
               std::initializer_list<std::string_view> keys);

  /// The scalar's text. Notes a mistake and gives nothing when `node` is no scalar.
  std::optional<std::string> text(const YAML::Node& node, std::string_view expected);
  std::optional<double> number(const YAML::Node& node, std::string_view expected);
  /// A command line: a text for /bin/sh, or a list of words; empty when it is neither.
  std::vector<std::string> command(const YAML::Node& node, std::string_view what);
  std::optional<bool> truth(const YAML::Node& node);
  std::optional<Duration> duration(const YAML::Node& node, std::string_view expected);

  /// A mapping of names to values: parameters, tags.
  std::map<std::string, std::string> names(const YAML::Node& node, std::string_view what);

  /// `name` beside the drill file.
  [[nodiscard]] std::filesystem::path beside(const std::filesystem::path& name) const;

  /// The content of the file that `node` names. Notes a mistake when it cannot be read.
  std::optional<std::string> file(const YAML::Node& node, std::string_view expected);

  /// The JSON object in the file that `node` names, or that `node` itself is.
  std::optional<json::object> document(const YAML::Node& node, std::string_view expected);

  /// The files that were read.
  [[nodiscard]] const std::vector<SourceFile>& files() const { return files_; }

  [[nodiscard]] const std::vector<Mistake>& mistakes() const { return mistakes_; }

 private:
  std::filesystem::path path_;
  std::vector<Mistake> mistakes_;
  std::vector<SourceFile> files_;
};

}  // namespace spotdrill::drill
