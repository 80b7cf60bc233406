#include "drill/readings/source.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "client/transport.hpp"
#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct NoTransport : client::Transport {
  Result<protocol::HttpResponse, std::string> perform(const std::string&,
                                                      const protocol::HttpRequest&) override {
    return refuse(std::string{"there is none"});
  }
};

std::vector<double> values(const std::vector<Reading>& readings) {
  std::vector<double> result;
  for (const Reading& reading : readings) result.push_back(reading.value);
  return result;
}

class Sources : public testing::Test {
 protected:
  SourceContext context() {
    return {.client = client_,
            .began = {},
            .now = [] { return Instant{}; },
            .host_path = [](const std::filesystem::path& guest) { return guest; },
            .console = [this]() -> const std::string& { return console_; }};
  }

  client::Client client_{{}, std::make_unique<NoTransport>()};
  std::string console_;
};

TEST_F(Sources, LogGivesEveryNewWholeLine) {
  const auto source = make_source(*parse_source(R"(log:(\d+)%)"), context());
  console_ = "start\n10% done\r20% do";
  EXPECT_THAT(values(source->read()), ElementsAre(10));
  console_ += "ne\nnothing\n30% and 35%\n";
  EXPECT_THAT(values(source->read()), ElementsAre(20, 35));
  EXPECT_THAT(values(source->read()), IsEmpty());
  console_ = "5%\n";
  source->next_instance();
  EXPECT_THAT(values(source->read()), ElementsAre(5));
}

TEST_F(Sources, FileCountsWhenItIsWritten) {
  const ScratchDirectory scratch;
  const std::string path = scratch.path() / "progress";
  std::ofstream{path} << "99";
  NumberSource definition{.kind = NumberSource::Kind::File, .file = path};
  const auto source = make_source(definition, context());
  EXPECT_THAT(values(source->read()), IsEmpty()) << "an earlier run wrote it";
  std::ofstream{path} << "step 12.5 of 100\n";
  EXPECT_THAT(values(source->read()), ElementsAre(12.5));
  EXPECT_THAT(values(source->read()), IsEmpty());
}

// Goal: the newest value of a log that has long become bigger than what is read at a time.
TEST_F(Sources, FileThatGrowsIsReadAtItsEnd) {
  const ScratchDirectory scratch;
  const std::string path = scratch.path() / "log";
  NumberSource definition{
      .kind = NumberSource::Kind::File, .file = path, .pattern = R"(step (\d+))"};
  const auto source = make_source(definition, context());
  std::ofstream{path} << "step 1\n" << std::string(200'000, '.') << "\nstep 2\n";
  EXPECT_THAT(values(source->read()), ElementsAre(2));
}

TEST_F(Sources, FileThatGaveValuesTellsItsDamage) {
  const ScratchDirectory scratch;
  const std::string path = scratch.path() / "progress";
  const auto source = make_source({.kind = NumberSource::Kind::File, .file = path}, context());
  EXPECT_EQ(source->damage(), "") << "nothing was ever there";
  std::ofstream{path} << "40";
  EXPECT_THAT(values(source->read()), ElementsAre(40));
  EXPECT_EQ(source->damage(), "");
  std::ofstream{path} << "half";
  EXPECT_EQ(source->damage(), path + " holds no number");
  std::ofstream{path, std::ios::trunc};
  EXPECT_EQ(source->damage(), path + " is empty");
  std::filesystem::remove(path);
  EXPECT_EQ(source->damage(), path + " is gone");
}

}  // namespace
}  // namespace spotdrill::drill
