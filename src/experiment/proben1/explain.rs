//! What `explain proben1` prints.

pub const EXPLAIN: &str = "\
The learning results of Proben1 (Prechelt 1994, Proben1, TR 21/94, Universität Karlsruhe, §3.3). The
data files are not part of this project: point `problems` at the .dt files of the collection, e.g.
{ proben1 = \"cancer1.dt.gz\" }. Each brings its split into 50 % for training, 25 % for validation and
25 % for the test, and numbers that are encoded already.

Networks, outputs from 0 to 1, squared error:

  linear        every input with every output, outputs the identity           Tables 3, 4
  pivot         hidden units x/(1 + |x|), every unit sees all layers before it Tables 8, 9
  no-shortcut   the same units, neighbouring layers only                       Tables 10, 11

The architectures are those of Table 7: 4+2l means 4 and 2 hidden units and linear outputs, s outputs
x/(1 + |x|). Measures, with N outputs and P examples:

  E = 100 (o_max − o_min)/(N P) Σ Σ (o − t)²      squared error percentage; o_max − o_min = 1
  classification error                            per cent wrong, the largest output wins
  GL(t) = 100 (E_va(t)/E_opt(t) − 1)              generalisation loss, per cent; E_opt: least so far
  P_k(t) = 1000 (Σ E_tr/(k min E_tr) − 1)         training progress over k epochs, per mille

Full-batch Rprop; E_va is measured after every k = 5 epochs, and a run ends when GL is too large, when
P_5 < 0.1 or after 3000 epochs. Test errors are those of the weights with the least validation error.
Total epochs are those trained, relevant ones those to the least validation error. Means and standard
deviations (n − 1) are over the runs; the deviation of a mean test error is in published SDs.

What the report leaves open or says in two ways was decided by its own tables; the defaults are what
agrees with them best (10 linear runs of all 42 problems, 30 runs of 30 problems for the others):

  P_5 for linear networks   §3.3 says all stop by it, §3.3.1 names GL_5 only. It applies: cancer1
                            ends with a mean GL of 0.55 (Table 3).
  GL of multilayer networks §3.3 says GL_5. But their mean GL at the end (column Overfit of Tables 8
                            to 11) is that of GL_2. Pivot networks, published, here by GL_2, by GL_5:
                            card1 3.77, 3.66, 7.00; cancer3 3.37, 3.38, 6.81; diabetes1 2.31, 2.19,
                            5.13; heart3 3.35, 3.37, 6.12.
  Rprop                     Riedmiller & Braun 1993 is cited, whose method takes a step back where a
                            derivative changes its sign. Without that (Rprop−) half of the linear
                            networks' mean errors lie within 0.2 % of the published ones, with it
                            within 0.5 %; soybean1 trains for 554 epochs without, 587 with, published
                            553 ± 11. For the other networks both agree equally well.
  initial weights           ±0.01 for linear networks (§3.3.1), and \"the same\" for the others (§3.3.3),
                            after ±0.5 in the search for architectures (§3.3.2). With ±0.2 half of
                            the mean errors without shortcuts lie within 1.3 % of the published ones;
                            with ±0.01 within 2.9 %, and horse1 is 3 SD off; with ±0.5 within 3.4 %,
                            and flare1–3 are 8 to 11 SD off, with shortcuts horse1 9 SD.
  E_tr                      is \"measured during epoch t\", before its step. Here it is that of the
                            weights after it, a shift by one epoch.

Sets that are no .dt files are scaled to 0 … 1 and in every run split 50/25/25 at random. The embedded
breast-cancer-wisconsin has the patients of cancer1–3, which are three such splits; Proben1 divides its
numbers by 10 and writes 0.35 for what is missing, here a median stands.

Sources: Prechelt 1994 as above; Riedmiller & Braun 1993, IEEE Int. Conf. Neural Networks, p. 586;
Riedmiller 1994, Computer Standards & Interfaces 16:265 (Rprop−).
";
