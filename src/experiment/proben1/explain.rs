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
agrees with them best (first permutations and others, 10 to 30 runs each):

  P_5 for linear networks   §3.3 says all stop by it, §3.3.1 names GL_5 only. It applies: cancer1
                            ends with a mean GL of 0.55 (Table 3).
  GL of multilayer networks §3.3 says GL_5. But the GL at the end is 2.16 ± 0.13 for soybean3 and
                            2.17 ± 0.16 for soybean2 (column Overfit of Table 8), whereas linear
                            networks end at 5.5 to 6.3 on the horse problems: they stopped by GL_2.
                            With GL_5 they train about half as long again as published.
  Rprop                     Riedmiller & Braun 1993 is cited, whose method takes a step back where a
                            derivative changes its sign. Without that (Rprop−) linear networks need
                            the published epochs: soybean1 554, with it 587, published 553 ± 11.
  initial weights           ±0.01 for linear networks (§3.3.1) and \"the same\" for the others (§3.3.3),
                            after ±0.5 in the search for architectures (§3.3.2). With ±0.01 networks
                            without shortcuts train 1.25 times too long (median) and horse1 errs by
                            3 SD too much; with ±0.5 card1 errs by 3 SD and horse1 with shortcuts by
                            10 SD too much. ±0.2 agrees.
  E_tr                      is \"measured during epoch t\", before its step. Here it is that of the
                            weights after it, a shift by one epoch.

Sets that are no .dt files are scaled to 0 … 1 and in every run split 50/25/25 at random. The embedded
breast-cancer-wisconsin has the patients of cancer1–3, which are three such splits; Proben1 divides its
numbers by 10 and writes 0.35 for what is missing, here a median stands.

Sources: Prechelt 1994 as above; Riedmiller & Braun 1993, IEEE Int. Conf. Neural Networks, p. 586;
Riedmiller 1994, Computer Standards & Interfaces 16:265 (Rprop−).
";
