#include <gtest/gtest.h>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {
namespace {

Unit read_trigger(std::string_view name, std::string_view text) {
  Unit unit;
  EXPECT_TRUE(split_name(name, unit));
  apply(parse_unit_file(text).assignments, {}, unit);
  return unit;
}

TEST(TriggerKeys, APathHasWhatItLooksAtAndWhatItStarts) {
  const Unit unit =
      read_trigger("in@a.path",
                   "[Path]\nPathExists=/no\nPathExists=\nPathChanged=/srv/%i/\n"
                   "DirectoryNotEmpty=/in\nPathModified=relative\nMakeDirectory=yes\n"
                   "DirectoryMode=0700\nTriggerLimitBurst=3\nTriggerLimitIntervalSec=10\n");
  ASSERT_EQ(unit.path.watches.size(), 2U);
  EXPECT_EQ(unit.path.watches[0].kind + unit.path.watches[0].path, "PathChanged/srv/a");
  EXPECT_EQ(unit.path.watches[1].kind, "DirectoryNotEmpty");
  EXPECT_TRUE(unit.path.make_directory);
  EXPECT_EQ(unit.path.directory_mode, 0700U);
  EXPECT_EQ(triggered_unit(unit), "in@a.service");
  EXPECT_EQ(unit.before, (std::vector<std::string>{"in@a.service"}));
  EXPECT_EQ(unit.problems.size(), 1U);
  EXPECT_TRUE(unit.ignored.empty());
  EXPECT_EQ(unit.trigger_limit_burst, 3U);
  EXPECT_EQ(unit.trigger_limit_us, 10 * second_us);
}

TEST(TriggerKeys, ASocketHasWhereItListensAndWhatItStarts) {
  const Unit unit =
      read_trigger("job.socket",
                   "[Socket]\nListenStream=/run/%p.sock\nListenDatagram=127.0.0.1:53\n"
                   "ListenStream=nowhere\nSocketMode=660\nSocketUser=www-data\n"
                   "Backlog=5\nFileDescriptorName=door\nNoDelay=yes\n");
  ASSERT_EQ(unit.socket.listens.size(), 2U);
  EXPECT_EQ(unit.socket.listens[0].address, "/run/job.sock");
  EXPECT_EQ(unit.socket.listens[1].kind, "ListenDatagram");
  EXPECT_EQ(unit.socket.mode, 0660U);
  EXPECT_EQ(unit.socket.user, "www-data");
  EXPECT_EQ(unit.socket.backlog, 5);
  EXPECT_EQ(unit.socket.descriptor_name, "door");
  EXPECT_EQ(triggered_unit(unit), "job.service");
  EXPECT_EQ(unit.before, (std::vector<std::string>{"job.service"}));
  EXPECT_EQ(unit.problems.size(), 1U);
  EXPECT_TRUE(unit.unmet.empty());
}

TEST(TriggerKeys, ASocketThatAcceptsStartsATemplateAndNamesItsDescriptorByItself) {
  const Unit unit = read_trigger("job.socket", "[Socket]\nListenStream=80\nAccept=yes\n");
  EXPECT_EQ(triggered_unit(unit), "job@.service");
  EXPECT_EQ(unit.socket.descriptor_name, "job.socket");
  EXPECT_TRUE(unit.before.empty());
}

TEST(TriggerKeys, WhatASocketCannotHaveHereIsTold) {
  const Unit unit = read_trigger("job.socket",
                                 "[Socket]\nListenFIFO=/run/pipe\nListenStream=vsock:2:1\n"
                                 "ExecStartPre=/bin/true\nBindToDevice=ens5\n");
  EXPECT_EQ(unit.unmet, (std::vector<std::string>{"ListenFIFO=/run/pipe", "ListenStream=vsock:2:1",
                                                  "ExecStartPre=/bin/true", "BindToDevice=ens5"}));
}

TEST(TriggerKeys, AServiceWantsItsSocketsAndComesAfterThem) {
  const Unit unit =
      read_trigger("job.service", "[Service]\nExecStart=/bin/a\nSockets=a.socket b.socket\n");
  const std::vector<std::string> both{"a.socket", "b.socket"};
  EXPECT_EQ(unit.wants, both);
  EXPECT_EQ(unit.after, both);
  EXPECT_EQ(unit.service.sockets, both);
}

}  // namespace
}  // namespace spotdrill::init::units
