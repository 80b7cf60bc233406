#include "drill/definition/endpoints_reader.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

struct EndpointsRead {
  Definition definition;
  std::vector<Mistake> mistakes;
};

EndpointsRead read_of(const std::string& yaml) {
  EndpointsRead read;
  YamlReader reader{"drill.yaml"};
  read_endpoints(reader, YAML::Load(yaml), read.definition);
  read.mistakes = reader.mistakes();
  return read;
}

TEST(Endpoints, BecomeWhatAServerTakes) {
  const auto read = read_of(
      "s3: {url: 'http://127.0.0.1:9000/', profile: minio, region: eu-west-1}\n"
      "dynamodb: http://localhost:8000\n"
      "kms: {url: 'https://kms.example', keys: [ID, SECRET]}\n");
  EXPECT_TRUE(read.mistakes.empty());
  std::vector<std::string> options;
  for (const auto& each : read.definition.endpoints) options.push_back(to_option(each));
  EXPECT_EQ(options,
            (std::vector<std::string>{"s3=http://127.0.0.1:9000,profile=minio,region=eu-west-1",
                                      "dynamodb=http://localhost:8000",
                                      "kms=https://kms.example,keys=ID:SECRET"}));
}

// A word with a comma in it would be a second one of the server's option.
TEST(Endpoints, AreRefusedWhereTheySayNothingOrTooMuch) {
  for (const char* yaml :
       {"[s3]", "ec2: http://127.0.0.1:1", "sqs: http://127.0.0.1:1", "s3: nowhere", "s3: {}",
        "s3: {url: 'http://a', profile: 'a,keys=b'}", "s3: {url: 'http://a', keys: [ONE]}",
        "s3: {url: 'http://a', keys: ['A:B', C]}",
        "s3: {url: 'http://a', profile: p, keys: [A, B]}", "s3: {url: 'http://a', secret: x}",
        "s3: {url: 'http://a', ca-bundle: /there/is/none}"}) {
    EXPECT_FALSE(read_of(yaml).mistakes.empty()) << yaml;
  }
}

}  // namespace
}  // namespace spotdrill::drill
